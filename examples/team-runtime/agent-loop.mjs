import { snapshotOf, withToolInvocation } from '@agent-attribution/instrumentation';

export const LIMIT_SENTENCE = 'Tool loop stopped after reaching the configured iteration limit.';
const LIMIT_INSTRUCTION = 'The limit of tool calls is reached: answer now, with what you have.';

/**
 * The loop of one agent: ask the model, run the tool it calls, ask again. At the limit it is asked once more without
 * tools; a text then ends the loop as `max_tool_iterations_finalized`, silence as `max_tool_iterations`. With a limit of
 * 0 it never has tools.
 */
export const runLoop = async ({ execution, agent, prompt, model, tools, maxToolIterations, recorder }) => {
  const messages = [{ role: 'user', content: prompt }];
  const ask = async (offered, iteration) => {
    execution.llmRequest({
      model: model.name,
      request: snapshotOf({ messages, iteration, ...(offered && { tools: offered }) }),
    });
    const reply = await model.chat({ agent, run: recorder.runId, messages, tools: offered });
    execution.llmResponse({
      response: reply.text,
      finishReasons: [reply.finishReason],
      // A call of a tool comes without a text.
      validate: reply.call === undefined,
    });
    return reply;
  };

  for (let iteration = 1; iteration <= maxToolIterations; iteration++) {
    const reply = await ask(tools, iteration);
    if (reply.call === undefined) return recorder.finish(reply.text, 'stop');
    const { tool, args } = reply.call;
    const content = await withToolInvocation({ name: tool, arguments: args, captureContent: true }, () =>
      tools.find(({ name }) => name === tool).run(args),
    );
    recorder.toolResult(tool, content);
    messages.push({ role: 'tool', content: JSON.stringify(content) });
  }
  if (maxToolIterations > 0) messages.push({ role: 'system', content: LIMIT_INSTRUCTION });
  const { text } = await ask(undefined, maxToolIterations + 1);
  if (maxToolIterations === 0) return recorder.finish(text, 'stop');
  return text === ''
    ? recorder.finish(LIMIT_SENTENCE, 'max_tool_iterations')
    : recorder.finish(text, 'max_tool_iterations_finalized');
};
