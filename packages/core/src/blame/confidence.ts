import { EVIDENCE_TERM } from './rank-steps.js';
import type { StepRanking } from './rank-steps.js';

/** A point of the calibration curve: of the top steps given about this probability, so many were the decisive one. */
export interface CalibrationPoint {
  readonly probability: number;
  readonly precision: number;
}

/**
 * Measured on 184 labelled runs under cross-validation: bins in which both data sets weigh the same, pooled until they
 * rise (`npm run fit` prints them). A straight line between the points, from nothing at 0, and flat after the last.
 */
export const CALIBRATION: readonly CalibrationPoint[] = [
  { probability: 0, precision: 0 },
  { probability: 0.1, precision: 0.22 },
  { probability: 0.23, precision: 0.23 },
  { probability: 0.42, precision: 0.48 },
  { probability: 0.69, precision: 0.48 },
  { probability: 0.88, precision: 0.75 },
];

/**
 * Below this confidence there is no verdict. Of the cross-validated top steps 71 % reach it and 53 % of these are right,
 * of the rest 24 % (`npm run bench:accuracy`).
 */
export const CONFIDENCE_FLOOR = 0.3;

/** What a softmax probability that rests on content and structure is worth. */
export function calibrate(probability: number): number {
  const at = CALIBRATION.findIndex((point) => point.probability >= probability);
  const upper = CALIBRATION[at] ?? CALIBRATION.at(-1);
  const lower = CALIBRATION[at - 1] ?? upper;
  if (upper === undefined || lower === undefined) return probability;
  const span = upper.probability - lower.probability;
  const share = span === 0 ? 0 : (probability - lower.probability) / span;
  return lower.precision + share * (upper.precision - lower.precision);
}

/** Even the clearest evidence may have been followed to the wrong step. Set by hand: no labelled runs tell how often. */
const MAX_CONFIDENCE_IN_EVIDENCE = 0.95;

/**
 * Calibrated probability that the top step is the decisive one; 0 when there are no steps, 1 when there is only one.
 * Where decisive evidence led to the step, it is the step's share times the strength of the evidence, at most 0.95.
 */
export function confidenceOf({ candidates, decisiveSteps }: StepRanking): number {
  const [top] = candidates;
  if (top === undefined) return 0;
  if (candidates.length === 1) return 1;
  if (!decisiveSteps.has(top.stepIndex)) return calibrate(top.probability);
  const evidence = top.terms.find(({ name }) => name === EVIDENCE_TERM)?.value ?? 0;
  const byEvidence = Math.min(top.probability * evidence, MAX_CONFIDENCE_IN_EVIDENCE);
  return Math.max(calibrate(top.probability), byEvidence);
}
