import { describe, expect, it } from 'vitest';
import { factsOf, graphOf, kindsIn, span } from '../testing/hand-made.js';

describe('Sentry (hand-made spans)', () => {
  it.each([
    ['gen_ai.invoke_agent', 'agent'],
    ['gen_ai.execute_tool', 'tool_invocation'],
    ['gen_ai.chat', 'llm_call'],
    ['gen_ai.generate_text', 'llm_call'],
    ['gen_ai.embeddings', 'embedding'],
  ])('maps %s to %s where the operation is missing', (op, kind) => {
    expect(factsOf(span('x', { 'sentry.op': op }))).toMatchObject({ kind, row: 'sentry.op' });
  });

  it('does not speak where the operation is there, nor of other operations', () => {
    expect(
      factsOf(span('x', { 'sentry.op': 'gen_ai.chat', 'gen_ai.operation.name': 'execute_tool' })),
    ).toMatchObject({
      kind: 'tool_invocation',
      convention: 'gen_ai',
    });
    expect(factsOf(span('GET /', { 'sentry.op': 'http.client' })).kind).toBe('unknown');
  });

  it('names an agent by its function and takes an unnamed one that does nothing for a step', () => {
    expect(
      factsOf(span('x', { 'sentry.op': 'gen_ai.invoke_agent', 'gen_ai.function_id': 'researcher' }))
        .agentName,
    ).toBe('researcher');
    const named = span('x', { 'sentry.op': 'gen_ai.invoke_agent', 'gen_ai.function_id': 'researcher' });
    expect(kindsIn(graphOf(named))['x']).toBe('agent');
    expect(kindsIn(graphOf(span('x', { 'sentry.op': 'gen_ai.invoke_agent' })))['x']).toBe('step');
  });
});
