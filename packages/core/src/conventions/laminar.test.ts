import { describe, expect, it } from 'vitest';
import { factsOf, graphOf, ownersIn, span, textsOf } from '../testing/hand-made.js';

describe('Laminar (hand-made spans)', () => {
  it('takes what it types as a tool for a handoff when it names the agents', () => {
    const facts = factsOf(
      span('handoff', {
        'lmnr.span.type': 'TOOL',
        'openai.agents.handoff.from': 'Triage',
        'openai.agents.handoff.to': 'Billing',
      }),
    );
    expect(facts).toMatchObject({
      kind: 'handoff',
      row: 'laminar.handoff',
      handoff: { from: 'Triage', to: 'Billing' },
    });
  });

  it('reads a guardrail and its verdict', () => {
    const facts = factsOf(
      span('no_pii', {
        'lmnr.span.type': 'DEFAULT',
        'openai.agents.guardrail.name': 'no_pii',
        'openai.agents.guardrail.triggered': true,
      }),
    );
    expect(facts).toMatchObject({ kind: 'guardrail', guardrailTriggered: true, softError: undefined });
  });

  it.each([
    ['LLM', 'llm_call'],
    ['TOOL', 'tool_invocation'],
    ['EVALUATOR', 'quality_check'],
    ['EVALUATION', 'quality_check'],
    ['EXECUTOR', 'step'],
    ['DEFAULT', 'step'],
  ])('maps %s to %s', (type, kind) => {
    expect(factsOf(span('x', { 'lmnr.span.type': type }))).toMatchObject({ kind, row: 'laminar.span_type' });
  });

  it('reads tokens, content and the owner from the head of the path', () => {
    const call = span('openai.chat', {
      'lmnr.span.type': 'LLM',
      'lmnr.span.path': ['Researcher', 'openai.chat'],
      'lmnr.span.input': '[{"role":"user","content":"who?"}]',
      'lmnr.span.output': '"nobody"',
      'gen_ai.usage.input_tokens': 7,
      'gen_ai.usage.output_tokens': 2,
    });
    const facts = factsOf(call);
    expect(facts.tokens).toMatchObject({ input: 7, output: 2 });
    expect(textsOf(facts.input())).toEqual(['who?']);
    expect(textsOf(facts.output())).toEqual(['nobody']);
    expect(ownersIn(graphOf(call))['openai.chat']).toBe('Researcher');
  });

  it("takes a function's span without a type for a step, and one of another instrumentation for what it is", () => {
    expect(factsOf(span('planner', { 'lmnr.span.path': ['planner'] })).kind).toBe('step');
    const chat = { 'lmnr.span.path': ['planner', 'chat'], 'gen_ai.operation.name': 'chat' };
    expect(factsOf(span('chat tiny-1', chat))).toMatchObject({ kind: 'llm_call', agentName: 'planner' });
  });

  it('reads the exception of a span whose status says nothing', () => {
    const attributes = { 'exception.message': 'the archive is offline' };
    const thrown = { name: 'exception', timeMicros: 0, attributes };
    const facts = factsOf(span('search', { 'lmnr.span.type': 'TOOL' }, { events: [thrown] }));
    expect(facts.softError).toBe('the archive is offline');
  });
});
