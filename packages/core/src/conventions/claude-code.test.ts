import { describe, expect, it } from 'vitest';
import { factsOf, graphOf, kindsIn, ownersIn, span } from '../testing/hand-made.js';

describe('Claude Code (hand-made spans)', () => {
  it.each([
    ['claude_code.interaction', 'agent'],
    ['claude_code.llm_request', 'llm_call'],
    ['claude_code.tool', 'tool_invocation'],
    ['claude_code.tool.execution', 'step'],
    ['claude_code.tool.blocked_on_user', 'step'],
    ['claude_code.hook', 'step'],
  ])('maps %s to %s', (name, kind) => {
    expect(factsOf(span(name, {}))).toMatchObject({
      kind,
      convention: 'claude_code',
      row: 'claude_code.span',
    });
  });

  it('reads the type from the attribute where only the scope tells who wrote the span', () => {
    const facts = factsOf(span('LLM', { 'span.type': 'llm_request' }, { scopeName: 'claude_code.tracing' }));
    expect(facts.kind).toBe('llm_call');
  });

  it('adds the cache to the input, which leaves it out', () => {
    const facts = factsOf(
      span('claude_code.llm_request', {
        input_tokens: 10,
        output_tokens: 5,
        cache_read_tokens: 900,
        cache_creation_tokens: 90,
      }),
    );
    expect(facts.tokens).toEqual({ input: 1000, output: 5, cacheRead: 900, cacheWrite: 90, reasoning: 0 });
  });

  it.each([
    [{ success: false, error: 'file not found' }, 'file not found'],
    [{ success: 'false' }, 'success is false'],
    [{ success: true }, undefined],
    [{}, undefined],
  ])('reads %j as the error %s', (attributes, error) => {
    expect(factsOf(span('claude_code.tool', { tool_name: 'Read', ...attributes })).softError).toBe(error);
  });

  it('gives a sub-agent what bears its id, though its spans lie below a tool of the main agent', () => {
    const graph = graphOf(
      span(
        'claude_code.interaction',
        {},
        {
          children: [
            span('claude_code.llm_request', {}),
            span(
              'claude_code.tool',
              { tool_name: 'Task' },
              {
                children: [
                  span(
                    'claude_code.llm_request ',
                    { agent_id: 'explorer-1', 'span.type': 'llm_request' },
                    {
                      scopeName: 'claude_code',
                    },
                  ),
                ],
              },
            ),
          ],
        },
      ),
    );
    expect(ownersIn(graph)).toEqual({
      'claude_code.interaction': 'claude-code',
      'claude_code.llm_request': 'claude-code',
      'claude_code.tool': 'claude-code',
      'claude_code.llm_request ': 'explorer-1',
    });
  });

  it('knows nothing of content, which is off by default', () => {
    const facts = factsOf(span('claude_code.llm_request', {}));
    expect([facts.input(), facts.output()]).toEqual([undefined, undefined]);
  });

  it('keeps the parts of a tool call with its agent', () => {
    const graph = graphOf(
      span(
        'claude_code.tool',
        { agent_id: 'explorer-1', tool_name: 'Read' },
        {
          children: [span('claude_code.tool.execution', {})],
        },
      ),
    );
    expect(kindsIn(graph)['claude_code.tool.execution']).toBe('step');
    expect(ownersIn(graph)['claude_code.tool']).toBe('explorer-1');
  });
});
