import { describe, expect, it } from 'vitest';
import { sequenceOf } from '../testing/sequence-builder.js';
import { BLAME_PROFILES } from './choose-profile.js';
import { CALIBRATION, calibrate, confidenceOf } from './confidence.js';
import { rankSteps } from './rank-steps.js';
import type { RankOptions } from './rank-steps.js';

const rank = (steps: number, symptoms?: RankOptions['symptoms']): ReturnType<typeof rankSteps> =>
  rankSteps([sequenceOf(Array.from({ length: steps }, () => ({})))], {
    profile: BLAME_PROFILES.information_seeking,
    ...(symptoms && { symptoms }),
  });

describe('calibrate', () => {
  it('goes through its points and never falls', () => {
    for (const { probability, precision } of CALIBRATION)
      expect(calibrate(probability)).toBeCloseTo(precision);
    for (let p = 0; p < 1; p += 0.01) expect(calibrate(p + 0.01)).toBeGreaterThanOrEqual(calibrate(p));
  });
});

describe('confidenceOf', () => {
  it('is 0 without steps and 1 with only one', () => {
    expect(confidenceOf(rank(0))).toBe(0);
    expect(confidenceOf(rank(1))).toBe(1);
  });

  it('is calibrated where no evidence decides', () => {
    const ranking = rank(3);
    expect(confidenceOf(ranking)).toBe(calibrate(ranking.candidates[0]?.probability ?? -1));
  });

  it('is as strong as the evidence where that decides, but never sure', () => {
    const origin = { stepIndex: 2, spanIds: [], kind: 'error' } as const;
    expect(confidenceOf(rank(3, [{ ...origin, strength: 1 }]))).toBe(0.95);
    expect(confidenceOf(rank(3, [{ ...origin, strength: 0.8 }]))).toBeGreaterThan(0.77);
    expect(confidenceOf(rank(3, [{ ...origin, strength: 0.8 }]))).toBeLessThan(0.81);
  });
});
