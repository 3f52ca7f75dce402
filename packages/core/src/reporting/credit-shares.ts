import { DECAY_PER_STEP } from '../credit/step-credits.js';
import type { RunStep } from '../graph/run-step.js';
import { CONTRIBUTION_SCORE } from './contributions.js';
import type { Standing } from './contributions.js';

/**
 * Each assignment's share of what the run earned: later steps weigh more (0.9 for each step towards the start), steps of
 * agents that failed weigh nothing. Sums to 1; when nobody succeeded, by steps alone.
 */
export function creditShares(
  steps: readonly RunStep[],
  standings: ReadonlyMap<number, Standing>,
): ReadonlyMap<number, number> {
  const weighed = weigh(
    steps,
    (assignment) => CONTRIBUTION_SCORE[standings.get(assignment)?.outcome ?? 'success'],
  );
  return weighed.total > 0 ? normalize(weighed) : normalize(weigh(steps, () => 1));
}

interface Weights {
  readonly of: Map<number, number>;
  readonly total: number;
}

function weigh(steps: readonly RunStep[], scoreOf: (assignment: number) => number): Weights {
  const of = new Map<number, number>();
  let total = 0;
  let weight = 1;
  for (const { assignment } of steps.toReversed()) {
    const earned = weight * scoreOf(assignment);
    of.set(assignment, (of.get(assignment) ?? 0) + earned);
    total += earned;
    weight *= DECAY_PER_STEP;
  }
  return { of, total };
}

function normalize({ of, total }: Weights): ReadonlyMap<number, number> {
  for (const [assignment, weight] of of) of.set(assignment, total === 0 ? 0 : weight / total);
  return of;
}
