/** OpenAI's Chat Completions, which many others speak too. */
const usageFields = ({ input, cacheRead, output, reasoning, total }) => ({
  prompt_tokens: input,
  completion_tokens: output,
  total_tokens: total,
  prompt_tokens_details: { cached_tokens: cacheRead },
  completion_tokens_details: { reasoning_tokens: reasoning },
});

const toolCalls = ({ calls = [] }, number) =>
  calls.map(({ name, args }, index) => ({
    index,
    id: `call_${number}_${index}`,
    type: 'function',
    function: { name, arguments: JSON.stringify(args) },
  }));

export const chatCompletions = {
  matches: (path) => path.endsWith('/chat/completions'),
  counts: (number) => ({ reasoning: 4 + number }),
  isStreamed: (_path, body) => body.stream === true,

  reply: (reply, number, usage, { model }) => {
    const calls = toolCalls(reply, number).map(({ index: _index, ...call }) => call);
    return {
      id: `chatcmpl-${number}`,
      object: 'chat.completion',
      created: 1,
      model,
      choices: [
        {
          index: 0,
          finish_reason: calls.length > 0 ? 'tool_calls' : 'stop',
          message: {
            role: 'assistant',
            content: reply.text ?? null,
            ...(calls.length > 0 && { tool_calls: calls }),
          },
        },
      ],
      usage: usageFields(usage),
    };
  },

  stream: (reply, number, usage, { model }) => {
    const chunk = (choices, more) => ({
      data: {
        id: `chatcmpl-${number}`,
        object: 'chat.completion.chunk',
        created: 1,
        model,
        choices,
        ...more,
      },
    });
    const calls = toolCalls(reply, number);
    const delta = {
      role: 'assistant',
      content: reply.text ?? '',
      ...(calls.length > 0 && { tool_calls: calls }),
    };
    return [
      chunk([{ index: 0, delta, finish_reason: null }]),
      chunk([{ index: 0, delta: {}, finish_reason: calls.length > 0 ? 'tool_calls' : 'stop' }]),
      chunk([], { usage: usageFields(usage) }),
      { data: '[DONE]' },
    ];
  },
};
