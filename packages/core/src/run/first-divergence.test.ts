import { describe, expect, it } from 'vitest';
import { firstDivergence } from './first-divergence.js';
import type { Decision, Run } from './run.js';

const decision = (nodeId: string, chosenOptionId: string, success = true): Decision => ({
  id: '',
  nodeId,
  intent: 'act',
  chosenOptionId,
  outcome: { success },
});
const run = (...decisions: readonly Decision[]): Run => ({
  id: 'r',
  goalId: 'g',
  status: 'completed',
  startedAtMs: 0,
  decisions,
  problems: [],
});
const first = decision('a', 'x');

describe('the first divergence of two runs', () => {
  it('is none where they went the same way', () => {
    expect(firstDivergence(run(first), run(first))).toBeNull();
    expect(firstDivergence(run(), run())).toBeNull();
  });

  it.each([
    ['other_node', decision('b', 'x')],
    ['other_choice', decision('a', 'y')],
    ['other_outcome', decision('a', 'x', false)],
  ])('row 34: may be %s', (kind, other) => {
    expect(firstDivergence(run(first, first), run(first, other))).toMatchObject({ index: 1, kind });
  });

  it('is the end of the shorter one', () => {
    expect(firstDivergence(run(first), run())).toMatchObject({ index: 0, kind: 'run_2_ended', run2: null });
    expect(firstDivergence(run(), run(first))).toMatchObject({ kind: 'run_1_ended', run1: null });
  });
});
