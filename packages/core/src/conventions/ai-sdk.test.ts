import { describe, expect, it } from 'vitest';
import { factsOf, graphOf, kindsIn, ownersIn, span, textsOf } from '../testing/hand-made.js';
import type { AttributeMap } from '../span-view.js';

const ai = (id: string, attributes: AttributeMap = {}, children: readonly ReturnType<typeof span>[] = []) =>
  span(id, { 'ai.operationId': id, ...attributes }, { scopeName: 'ai', children });
const named = { 'ai.telemetry.functionId': 'researcher' };

describe('AI SDK up to 6 (hand-made spans)', () => {
  it.each([
    ['ai.generateText', 'agent'],
    ['ai.streamText', 'agent'],
    ['ai.generateObject', 'agent'],
    ['ai.streamObject', 'agent'],
    ['ai.generateText.doGenerate', 'llm_call'],
    ['ai.streamText.doStream', 'llm_call'],
    ['ai.toolCall', 'tool_invocation'],
    ['ai.embed', 'embedding'],
    ['ai.embedMany.doEmbed', 'embedding'],
  ])('maps %s to %s', (id, kind) => {
    expect(factsOf(ai(id, named))).toMatchObject({ kind, convention: 'ai_sdk', row: 'ai_sdk.operation' });
  });

  it('takes a call for an agent when it has a function id or tools, else for a step', () => {
    const model = ai('ai.generateText.doGenerate');
    expect(kindsIn(graphOf(ai('ai.generateText', named, [model])))['ai.generateText']).toBe('agent');
    expect(kindsIn(graphOf(ai('ai.generateText', {}, [model])))['ai.generateText']).toBe('step');
    expect(kindsIn(graphOf(ai('ai.generateText', {}, [ai('ai.toolCall')])))['ai.generateText']).toBe('agent');
  });

  it.each([
    [{ 'ai.telemetry.functionId': 'f', 'ai.telemetry.metadata.agent': 'a' }, 'f'],
    [{ 'ai.telemetry.metadata.agent': 'a', 'resource.name': 'r' }, 'a'],
    [{ 'resource.name': 'r' }, 'r'],
  ])('names the agent by %j', (attributes, name) => {
    expect(factsOf(ai('ai.generateText', attributes)).agentName).toBe(name);
  });

  it('counts the inner span only, in the words of version 4 and of version 5', () => {
    const v4 = { 'ai.usage.promptTokens': 10, 'ai.usage.completionTokens': 5 };
    const v5 = { 'ai.usage.inputTokens': 10, 'ai.usage.outputTokens': 5, 'ai.usage.cachedInputTokens': 4 };
    for (const usage of [v4, v5]) {
      const graph = graphOf(
        ai('ai.generateText', { ...named, ...usage }, [ai('ai.generateText.doGenerate', usage)]),
      );
      expect(graph.tokens.totals).toMatchObject({ input: 10, output: 5 });
    }
    expect(factsOf(ai('ai.generateText.doGenerate', v5)).tokens?.cacheRead).toBe(4);
  });

  it('reads the finish reason of the model call and of the run', () => {
    const failed = { 'ai.response.finishReason': 'error' };
    expect(factsOf(ai('ai.generateText.doGenerate', failed)).finishReasons).toEqual(['error']);
    expect(factsOf(ai('ai.generateText', { ...named, ...failed })).softError).toBe('finish reason error');
  });

  it('reads prompts, responses and tool calls', () => {
    const call = factsOf(
      ai('ai.generateText.doGenerate', {
        'ai.prompt.messages': '[{"role":"user","content":[{"type":"text","text":"who?"}]}]',
        'ai.response.toolCalls': '[{"toolCallId":"c1","toolName":"search","input":"{\\"q\\":1}"}]',
      }),
    );
    expect(textsOf(call.input())).toEqual(['who?']);
    expect(call.output()?.messages[0]?.toolCalls).toEqual([
      { id: 'c1', name: 'search', arguments: '{"q":1}' },
    ]);
    const run = factsOf(
      ai('ai.generateText', { 'ai.prompt': '{"prompt":"who?"}', 'ai.response.text': 'nobody' }),
    );
    expect([textsOf(run.input()), textsOf(run.output())]).toEqual([['who?'], ['nobody']]);
    const tool = factsOf(
      ai('ai.toolCall', {
        'ai.toolCall.name': 'search',
        'ai.toolCall.args': '{"q":1}',
        'ai.toolCall.result': '"rows"',
      }),
    );
    expect(tool.toolName).toBe('search');
    expect([textsOf(tool.input()), textsOf(tool.output())]).toEqual([['{"q":1}'], ['"rows"']]);
  });

  it('gives a run inside a tool to the inner agent', () => {
    const graph = graphOf(
      ai('ai.generateText', { 'ai.telemetry.functionId': 'outer' }, [
        ai('ai.toolCall', {}, [
          ai('ai.streamText', { 'ai.telemetry.functionId': 'inner' }, [ai('ai.streamText.doStream')]),
        ]),
      ]),
    );
    expect(ownersIn(graph)).toMatchObject({ 'ai.toolCall': 'outer', 'ai.streamText.doStream': 'inner' });
  });
});
