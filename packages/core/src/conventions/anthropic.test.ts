import { describe, expect, it } from 'vitest';
import { factsOf, graphOf, ownersIn, span } from '../testing/hand-made.js';
import type { SpanDraft } from '../testing/trace-builder.js';

const SCOPE = { scopeName: 'com.anthropic.sdk.messages' };
const usage = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.usage.input_tokens': 100,
  'gen_ai.usage.output_tokens': 5,
  'gen_ai.usage.cache_read.input_tokens': 80,
  'gen_ai.usage.cache_write.input_tokens': 10,
};
const platform = (children: readonly SpanDraft[] = []): SpanDraft =>
  span('POST /v1/messages', usage, { kind: 'server', serviceName: 'claude-platform', children });

describe("Anthropic's SDK (hand-made spans)", () => {
  it('takes the cache for a part of the input', () => {
    expect(factsOf(span('chat', usage, SCOPE))).toMatchObject({
      row: 'anthropic.llm',
      tokens: { input: 100, output: 5, cacheRead: 80, cacheWrite: 10 },
    });
  });

  it('reads why the model stopped', () => {
    const attributes = { ...usage, 'anthropic.message.stop_reason': 'max_tokens' };
    expect(factsOf(span('anthropic.messages.create', attributes, SCOPE)).finishReasons).toEqual(['length']);
  });

  it('counts a call once that the platform reports below the client', () => {
    const graph = graphOf(span('chat', usage, { ...SCOPE, kind: 'client', children: [platform()] }));
    expect(graph.tokens.totals).toMatchObject({ input: 100, output: 5, doubleCountedExcluded: 105 });
    expect(graph.tokens.counted[0]).toBeDefined();
  });

  it('counts what only the platform reports', () => {
    expect(graphOf(platform()).tokens.totals).toMatchObject({ input: 100, doubleCountedExcluded: 0 });
  });

  it.each(['tool_use', 'custom_tool_use', 'mcp_tool_use'])('reads the tool out of anthropic.%s', (kind) => {
    const facts = factsOf(
      span(
        `anthropic.${kind} search`,
        { 'gen_ai.operation.name': 'execute_tool', 'error.type': 'tool_error' },
        SCOPE,
      ),
    );
    expect(facts).toMatchObject({ kind: 'tool_invocation', toolName: 'search', softError: 'tool_error' });
  });

  it('names the agent by its thread', () => {
    const runner = span(
      'anthropic.messages.tool_runner',
      { 'gen_ai.operation.name': 'invoke_agent', 'anthropic.session.thread.id': 'thread-1' },
      {
        ...SCOPE,
        children: [span('anthropic.tool_use t', { 'gen_ai.operation.name': 'execute_tool' }, SCOPE)],
      },
    );
    expect(ownersIn(graphOf(runner))['anthropic.tool_use t']).toBe('thread-1');
  });

  it('does not take a call without a status for a failed one', () => {
    expect(factsOf(span('chat', { 'gen_ai.operation.name': 'chat' }, SCOPE)).softError).toBeUndefined();
  });
});
