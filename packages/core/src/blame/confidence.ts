import type { StepRanking } from './rank-steps.js';

/** A point of the calibration curve: steps given `probability` were the decisive one in `precision` of the cases. */
export interface CalibrationPoint {
  readonly probability: number;
  readonly precision: number;
}

export const CALIBRATION: readonly CalibrationPoint[] = [
  { probability: 0, precision: 0 },
  { probability: 1, precision: 1 },
];

export const CONFIDENCE_FLOOR = 0;

export function confidenceOf({ candidates: [top] }: StepRanking): number {
  return top?.probability ?? 0;
}
