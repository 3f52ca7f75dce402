import { describe, expect, it } from 'vitest';
import { factsOf, graphOf, ownersIn, span, textsOf } from '../testing/hand-made.js';

const KIND = 'traceloop.span.kind';

describe('Traceloop (hand-made spans)', () => {
  it.each([
    ['agent', 'agent'],
    ['tool', 'tool_invocation'],
    ['workflow', 'workflow'],
    ['task', 'step'],
    ['session', 'step'],
  ])('maps %s to %s', (value, kind) => {
    expect(factsOf(span('x', { [KIND]: value }))).toMatchObject({ kind, row: 'traceloop.span_kind' });
  });

  it('names an agent by its entity, and other spans by the agent copied onto them', () => {
    expect(factsOf(span('x', { [KIND]: 'agent', 'traceloop.entity.name': 'Writer' })).agentName).toBe(
      'Writer',
    );
    const tool = factsOf(
      span('x', { [KIND]: 'tool', 'traceloop.entity.name': 'search', 'gen_ai.agent.name': 'Writer' }),
    );
    expect(tool).toMatchObject({ agentName: 'Writer', toolName: 'search' });
  });

  it('finds the owner of spans that come out flat', () => {
    const graph = graphOf(
      span(
        'workflow',
        { [KIND]: 'workflow' },
        {
          children: [span('search.tool', { [KIND]: 'tool', 'gen_ai.agent.name': 'Writer' })],
        },
      ),
    );
    expect(ownersIn(graph)).toEqual({ workflow: null, 'search.tool': 'Writer' });
  });

  it('reads content of the entity', () => {
    const facts = factsOf(
      span('x', { [KIND]: 'tool', 'traceloop.entity.input': '{"q":1}', 'traceloop.entity.output': 'rows' }),
    );
    expect([textsOf(facts.input()), textsOf(facts.output())]).toEqual([['{"q":1}'], ['rows']]);
  });

  it('reads its guardrail spans', () => {
    const facts = factsOf(
      span('guardrail', { 'gen_ai.operation.name': 'guardrail.run', 'gen_ai.guardrail.status': 'failed' }),
    );
    expect(facts).toMatchObject({ kind: 'guardrail', guardrailTriggered: true, softError: undefined });
  });

  it('lets the operation say what a task or workflow is', () => {
    const tool = { [KIND]: 'task', 'gen_ai.operation.name': 'execute_tool' };
    expect(factsOf(span('execute_tool DynamicTool', tool))).toMatchObject({ kind: 'tool_invocation' });
  });
});
