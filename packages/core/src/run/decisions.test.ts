import { describe, expect, it } from 'vitest';

import { decisionsOf, stateOf, summarizeDecision, wasGoodDecision } from './decisions.js';
import type { Decision, Run } from './run.js';

const decision: Decision = {
  id: 'dec_1',
  nodeId: 'node_2',
  intent: 'Process data',
  options: [
    { id: 'a', description: 'Parse JSON' },
    { id: 'a', description: 'Shadowed' },
  ],
  chosenOptionId: 'a',
  outcome: { success: false, error: 'bad input' },
};
const run = (decisions: Decision[]): Run => ({
  id: 'r',
  goalId: 'g',
  status: 'running',
  startedAtMs: 0,
  decisions,
  problems: [],
});

describe('decisions', () => {
  it('row 33: decision summary line of a failure', () => {
    expect(summarizeDecision(decision)).toBe('✗ [node_2] Process data → Parse JSON');
  });

  it('row 33: decision summary line of a success with its quality', () => {
    const evaluated = {
      ...decision,
      outcome: { success: true },
      evaluation: { goalAligned: true, outcomeQuality: 0.85 },
    };
    expect(summarizeDecision(evaluated)).toBe('✓ [node_2] Process data → Parse JSON [quality: 0.8]');
  });

  it('row 33: decision summary line without an outcome or a known option', () => {
    const { outcome: _none, ...pending } = { ...decision, chosenOptionId: 'z' };
    expect(summarizeDecision(pending)).toBe('… [node_2] Process data → unknown action');
    expect(stateOf(pending)).toBe('pending');
  });

  it.each([
    [true, 0.51, true],
    [true, 0.5, false],
    [false, 1, false],
  ])('row 33: decision aligned %s with quality %f was good: %s', (goalAligned, outcomeQuality, good) => {
    expect(wasGoodDecision({ ...decision, evaluation: { goalAligned, outcomeQuality } })).toBe(good);
  });

  it('is good without a judgement when it succeeded', () => {
    expect(wasGoodDecision(decision)).toBe(false);
    expect(wasGoodDecision({ ...decision, outcome: { success: true } })).toBe(true);
  });

  it('row 30: outcome recorded twice is one outcome, the last one', () => {
    const retried = { ...decision, outcome: { success: true } };
    const { outcome: _none, ...repeated } = decision;
    expect(decisionsOf(run([decision, retried, repeated]))).toEqual([retried]);
  });

  it('keeps decisions without an id apart', () => {
    expect(
      decisionsOf(
        run([
          { ...decision, id: '' },
          { ...decision, id: '' },
        ]),
      ),
    ).toHaveLength(2);
  });
});
