import { describe, expect, it } from 'vitest';
import { factsOf, graphOf, ownersIn, span, textsOf } from '../testing/hand-made.js';
import type { AttributeMap } from '../span-view.js';

const data = (
  type: string,
  attributes: AttributeMap = {},
  children: readonly ReturnType<typeof span>[] = [],
) => span(type, { 'spanData.type': type, ...attributes }, { children });
const usage = '{"input_tokens":10,"output_tokens":5,"input_tokens_details":{"cached_tokens":4}}';

describe('OpenAI Agents SDK through a bridge (hand-made spans)', () => {
  it.each([
    ['agent', 'agent'],
    ['generation', 'llm_call'],
    ['response', 'llm_call'],
    ['function', 'tool_invocation'],
    ['handoff', 'handoff'],
    ['guardrail', 'guardrail'],
    ['turn', 'turn'],
    ['task', 'workflow'],
    ['mcp_tools', 'step'],
    ['custom', 'step'],
    ['speech', 'step'],
  ])('maps %s to %s', (type, kind) => {
    expect(factsOf(data(type))).toMatchObject({ kind, row: 'openai_agents.span_data' });
  });

  it('reads agents, handoffs, tools and verdicts', () => {
    expect(factsOf(data('agent', { 'spanData.name': 'Triage' })).agentName).toBe('Triage');
    expect(factsOf(data('turn', { 'spanData.agent_name': 'Triage' })).agentName).toBe('Triage');
    expect(
      factsOf(data('handoff', { 'spanData.from_agent': 'Triage', 'spanData.to_agent': 'Billing' })).handoff,
    ).toEqual({ from: 'Triage', to: 'Billing' });
    expect(factsOf(data('function', { 'spanData.name': 'search' })).toolName).toBe('search');
    expect(factsOf(data('guardrail', { 'spanData.triggered': true }))).toMatchObject({
      guardrailTriggered: true,
      softError: undefined,
    });
  });

  it('counts responses and not the sums on tasks and turns', () => {
    const graph = graphOf(
      data('task', { 'spanData.usage': usage }, [
        data('agent', { 'spanData.name': 'Triage' }, [
          data('turn', { 'spanData.usage': usage }, [
            data('response', { 'spanData._response': `{"id":"r1","usage":${usage}}` }),
          ]),
        ]),
      ]),
    );
    expect(graph.tokens.totals).toMatchObject({
      input: 10,
      output: 5,
      cacheRead: 4,
      doubleCountedExcluded: 0,
    });
    expect(factsOf(data('task', { 'spanData.usage': usage })).tokens).toBeUndefined();
  });

  it('reads errors of the span', () => {
    expect(factsOf(data('function', { 'span.error': '{"message":"no such city"}' })).softError).toBe(
      'no such city',
    );
    expect(factsOf(data('function')).softError).toBeUndefined();
  });

  it('reads what went in and came out', () => {
    const response = factsOf(
      data('response', {
        'spanData._input': '[{"role":"user","content":"who?"}]',
        'spanData._response':
          '{"output":[{"type":"message","role":"assistant","content":[{"type":"output_text","text":"nobody"}]}]}',
      }),
    );
    expect([textsOf(response.input()), textsOf(response.output())]).toEqual([['who?'], ['nobody']]);
    const tool = factsOf(data('function', { 'spanData.input': '{"q":1}', 'spanData.output': 'rows' }));
    expect([textsOf(tool.input()), textsOf(tool.output())]).toEqual([['{"q":1}'], ['rows']]);
  });

  it('gives each agent its own calls, though agents after a handoff are siblings', () => {
    const graph = graphOf(
      data('task', {}, [
        data('agent', { 'spanData.name': 'Triage' }, [
          data('generation'),
          data('handoff', { 'spanData.from_agent': 'Triage', 'spanData.to_agent': 'Billing' }),
        ]),
        data('agent', { 'spanData.name': 'Billing' }, [data('response')]),
      ]),
    );
    expect(ownersIn(graph)).toMatchObject({ generation: 'Triage', response: 'Billing' });
    expect(graph.handoffs).toMatchObject([{ from: 0, to: 1 }]);
  });
});
