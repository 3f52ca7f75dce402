import { DECAY_PER_STEP } from '../credit/step-credits.js';
import type { RunStep } from '../graph/run-step.js';
import { CONTRIBUTION_SCORE } from './contributions.js';
import type { Standing } from './contributions.js';

/**
 * By assignment, its share of what the run earned: later steps weigh more (0.9 for each step towards the start), steps of
 * agents that failed weigh nothing. Sums to 1; when nobody succeeded, by steps alone.
 */
export function creditShares(
  assignments: number,
  steps: readonly RunStep[],
  standings: readonly Standing[],
): readonly number[] {
  const scoreOf = (assignment: number): number =>
    CONTRIBUTION_SCORE[standings[assignment]?.outcome ?? 'success'];
  const earned = weigh(assignments, steps, scoreOf);
  return normalize(earned.total > 0 ? earned : weigh(assignments, steps, () => 1));
}

interface Weights {
  readonly of: number[];
  readonly total: number;
}

function weigh(
  assignments: number,
  steps: readonly RunStep[],
  scoreOf: (assignment: number) => number,
): Weights {
  const of = Array<number>(assignments).fill(0);
  let total = 0;
  let weight = 1;
  for (let at = steps.length - 1; at >= 0; at--) {
    const assignment = steps[at]?.assignment ?? -1;
    const earned = weight * scoreOf(assignment);
    if (assignment !== -1) of[assignment] = (of[assignment] ?? 0) + earned;
    total += earned;
    weight *= DECAY_PER_STEP;
  }
  return { of, total };
}

function normalize({ of, total }: Weights): readonly number[] {
  return total === 0 ? of : of.map((weight) => weight / total);
}
