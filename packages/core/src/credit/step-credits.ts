import { roundTo } from '../plain/round.js';
import { clamp } from '../plain/values.js';

export const DECAY_PER_STEP = 0.9;
const UNSTATED_CONFIDENCE = 0.5;

export interface CreditedStep {
  /** The agent's own confidence in the step, 0..1; clamped. Default 0.5. */
  readonly confidence?: number | undefined;
}

export interface StepCredit {
  /** Position among all steps of the action, also when only the last ones are shown. */
  readonly stepIndex: number;
  /** Share of the outcome; all shares of an action sum to 1. */
  readonly credit: number;
  /** The share to 4 decimals, for people; these may miss a sum of 1 by a rounding. */
  readonly roundedCredit: number;
}

/**
 * How the outcome of an action is shared among its steps: later steps earn more, and so do steps of which the agent
 * was sure. A step without any confidence keeps half of its weight.
 *
 * `weight(i) = 0.9^(n-1-i) x (0.5 + 0.5 x confidence(i))`, `credit(i) = weight(i) / sum(weight)`.
 *
 * @example
 * stepCredits([{ confidence: 1 }, { confidence: 0.2 }]).map((step) => step.roundedCredit); // [0.6, 0.4]
 */
export function stepCredits(steps: readonly CreditedStep[]): StepCredit[] {
  const weights = steps.map(({ confidence = UNSTATED_CONFIDENCE }, index) => {
    const stated = Number.isNaN(confidence) ? UNSTATED_CONFIDENCE : clamp(confidence, 0, 1);
    return DECAY_PER_STEP ** (steps.length - 1 - index) * (0.5 + 0.5 * stated);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight, stepIndex) => ({
    stepIndex,
    credit: weight / total,
    roundedCredit: roundTo(weight / total, 4),
  }));
}
