import { describe, expect, it } from 'vitest';
import { factsOf, graphOf, ownersIn, span, textsOf } from '../testing/hand-made.js';

const TYPE = 'langfuse.observation.type';
const usage = (details: object) =>
  factsOf(
    span('call', { [TYPE]: 'generation', 'langfuse.observation.usage_details': JSON.stringify(details) }),
  ).tokens;

describe('Langfuse (hand-made spans)', () => {
  it.each([
    ['agent', 'agent'],
    ['generation', 'llm_call'],
    ['tool', 'tool_invocation'],
    ['retriever', 'retrieval'],
    ['embedding', 'embedding'],
    ['evaluator', 'quality_check'],
    ['guardrail', 'guardrail'],
    ['chain', 'step'],
    ['span', 'step'],
    ['event', 'skip'],
  ])('maps %s to %s', (type, kind) => {
    expect(factsOf(span('x', { [TYPE]: type }))).toMatchObject({
      kind,
      convention: 'langfuse',
      row: 'langfuse.observation_type',
    });
  });

  it('names an agent by its span, and the agent owns what is below', () => {
    const graph = graphOf(
      span('researcher', { [TYPE]: 'agent' }, { children: [span('call', { [TYPE]: 'generation' })] }),
    );
    expect(ownersIn(graph)).toEqual({ researcher: 'researcher', call: 'researcher' });
  });

  it('adds cached tokens that are a part of their own', () => {
    const details = { input: 10, output: 5, cache_read_input_tokens: 90, total: 105 };
    expect(usage(details)).toMatchObject({ input: 100, output: 5, cacheRead: 90 });
  });

  it('does not add cached tokens that the total shows to be in the input', () => {
    const details = { input: 100, output: 5, input_cached_tokens: 90, total: 105 };
    expect(usage(details)).toMatchObject({ input: 100, output: 5, cacheRead: 90 });
  });

  it('takes the level ERROR for an error though the status is unset', () => {
    const facts = factsOf(
      span('search', {
        [TYPE]: 'tool',
        'langfuse.observation.level': 'ERROR',
        'langfuse.observation.status_message': 'quota exceeded',
      }),
    );
    expect(facts.softError).toBe('quota exceeded');
  });

  it('does not take a warning for an error', () => {
    const facts = factsOf(span('search', { [TYPE]: 'tool', 'langfuse.observation.level': 'WARNING' }));
    expect(facts.softError).toBeUndefined();
  });

  it('reads content, cost and model', () => {
    const facts = factsOf(
      span('call', {
        [TYPE]: 'generation',
        'langfuse.observation.input': '{"messages":[{"role":"user","content":"who?"}]}',
        'langfuse.observation.output': '{"role":"assistant","content":"nobody"}',
        'langfuse.observation.model.name': 'm-1',
        'langfuse.observation.cost_details': '{"total":0.25}',
      }),
    );
    expect(textsOf(facts.input())).toEqual(['who?']);
    expect(textsOf(facts.output())).toEqual(['nobody']);
    expect(facts).toMatchObject({ model: 'm-1', costUsd: 0.25 });
  });
});
