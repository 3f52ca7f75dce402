import { describe, expect, it } from 'vitest';
import { factsOf, graphOf, ownersIn, span, textsOf } from '../testing/hand-made.js';

const supervisor = { 'entity.type': 'agent', 'entity.id': 'sup', 'entity.name': 'Supervisor' };
const sub = { ...supervisor, 'subagent.id': 'wri', 'subagent.name': 'Writer', 'voltagent.is_subagent': true };

describe('VoltAgent (hand-made spans)', () => {
  it.each([
    [{ ...supervisor }, 'agent', 'voltagent.entity'],
    [{ ...supervisor, 'entity.type': 'workflow' }, 'workflow', 'voltagent.entity'],
    [{ ...supervisor, 'span.type': 'llm' }, 'llm_call', 'voltagent.span_type'],
    [{ ...supervisor, 'span.type': 'tool' }, 'tool_invocation', 'voltagent.span_type'],
    [{ ...supervisor, 'span.type': 'retriever' }, 'retrieval', 'voltagent.span_type'],
    [{ ...supervisor, 'span.type': 'memory' }, 'memory', 'voltagent.span_type'],
    [{ ...supervisor, 'span.type': 'scorer' }, 'quality_check', 'voltagent.span_type'],
    [{ ...supervisor, 'span.type': 'workflow-step' }, 'step', 'voltagent.span_type'],
    [{ ...supervisor, 'guardrail.id': 'g' }, 'guardrail', 'voltagent.guardrail'],
  ])('maps %j to %s', (attributes, kind, row) => {
    expect(factsOf(span('x', attributes))).toMatchObject({ kind, row });
  });

  it('does not take the span types of others for its own', () => {
    expect(factsOf(span('web.request', { 'span.type': 'llm' }))).toMatchObject({ kind: 'unknown' });
  });

  it('names a sub-agent by itself, never by the parent whose id it bears', () => {
    const graph = graphOf(
      span('generateText', supervisor, {
        children: [
          span('llm:streamText', { ...supervisor, 'span.type': 'llm' }),
          span('subagent:Writer', sub, {
            children: [span('llm:generateText', { ...sub, 'span.type': 'llm' })],
          }),
        ],
      }),
    );
    expect(ownersIn(graph)).toMatchObject({ 'llm:streamText': 'Supervisor', 'llm:generateText': 'Writer' });
    expect(graph.agents.map(({ name, id }) => [name, id])).toEqual([
      ['Supervisor', 'sup'],
      ['Writer', 'wri'],
    ]);
  });

  it('names a sub-agent by its span when the attribute is missing', () => {
    const { 'subagent.name': _, ...unnamed } = sub;
    expect(factsOf(span('subagent:Writer', unnamed)).agentName).toBe('Writer');
    expect(factsOf(span('other', unnamed)).agentName).toBeUndefined();
  });

  it('counts what each agent says of its own model calls, and not the last call that their span reports', () => {
    const llm = { 'span.type': 'llm', 'llm.usage.prompt_tokens': 4, 'llm.usage.completion_tokens': 2 };
    const writer = span(
      'subagent:Writer',
      { ...sub, 'usage.prompt_tokens': 6, 'usage.completion_tokens': 3, 'usage.cached_tokens': 1 },
      { children: [span('llm:streamText', { ...supervisor, ...llm })] },
    );
    const graph = graphOf(
      span(
        'generateText',
        { ...supervisor, 'usage.prompt_tokens': 10, 'usage.completion_tokens': 5 },
        {
          children: [
            span('llm:generateText', { ...supervisor, ...llm }),
            span('tool.execution:delegate', { ...supervisor, 'span.type': 'tool' }, { children: [writer] }),
          ],
        },
      ),
    );
    expect(graph.tokens.totals).toMatchObject({ input: 16, output: 8, cacheRead: 1 });
  });

  it.each([
    [{ 'agent.state': 'error' }, "the agent's state is error"],
    [{ 'agent.state': 'completed' }, undefined],
    [{ 'voltagent.stopped_by_max_steps': true }, 'stopped by the limit on steps'],
    [{ 'voltagent.stopped_by_max_steps': true, 'ai.response.finish_reason': 'stop' }, undefined],
  ])('reads %j as the error %s', (attributes, error) => {
    expect(factsOf(span('generateText', { ...supervisor, ...attributes })).softError).toBe(error);
  });

  it('takes a guardrail that does not pass for a verdict', () => {
    const facts = factsOf(span('g', { ...supervisor, 'guardrail.id': 'g', 'guardrail.pass': false }));
    expect(facts).toMatchObject({ guardrailTriggered: true, softError: undefined });
  });

  it('reads tools and their content', () => {
    const facts = factsOf(
      span('tool.execution:search', { ...supervisor, 'span.type': 'tool', input: '{"q":1}', output: 'rows' }),
    );
    expect(facts.toolName).toBe('search');
    expect([textsOf(facts.input()), textsOf(facts.output())]).toEqual([['{"q":1}'], ['rows']]);
  });
});
