import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { stepCredits } from './step-credits.js';

const rounded = (...confidences: number[]): number[] =>
  stepCredits(confidences.map((confidence) => ({ confidence }))).map((step) => step.roundedCredit);

describe('step credits', () => {
  it.each([
    [
      [0.5, 0.5, 0.5, 0.5, 0.5],
      [0.1602, 0.178, 0.1978, 0.2198, 0.2442],
    ],
    [
      [0, 0.5, 1],
      [0.1947, 0.3245, 0.4808],
    ],
    [
      [0, 0],
      [0.4737, 0.5263],
    ],
    [
      [0.1, 0.3, 0.5, 0.7, 0.9],
      [0.1143, 0.1501, 0.1924, 0.2423, 0.3009],
    ],
    [[0.5], [1]],
    [
      [1, 0.2],
      [0.6, 0.4],
    ],
    [
      [2, -1],
      [0.6429, 0.3571],
    ],
  ])('row 20: credit assignment for the confidences %j', (confidences, credits) => {
    expect(rounded(...confidences)).toEqual(credits);
  });

  it('row 20: credit assignment keeps the step index when only the last 50 of 60 are shown', () => {
    const shown = stepCredits(Array.from({ length: 60 }, () => ({}))).slice(-50);
    expect(shown[0]?.stepIndex).toBe(10);
    expect(shown[49]?.stepIndex).toBe(59);
    expect(shown[49]?.credit).toBeGreaterThan(shown[0]?.credit ?? 1);
  });

  it('has no credit to give when there are no steps', () => {
    expect(stepCredits([])).toEqual([]);
  });

  it('takes an unstated confidence, and one that is no number, for 0.5', () => {
    expect(stepCredits([{}, { confidence: Number.NaN }])).toEqual(
      stepCredits([{ confidence: 0.5 }, { confidence: 0.5 }]),
    );
  });

  it('row 20: credit assignment sums to 1 and never gives a step nothing', () => {
    const confidence = fc.double({ min: -1, max: 2 });
    fc.assert(
      fc.property(fc.array(fc.record({ confidence }), { minLength: 1, maxLength: 1000 }), (steps) => {
        const credits = stepCredits(steps);
        expect(credits.reduce((sum, step) => sum + step.credit, 0)).toBeCloseTo(1, 9);
        expect(credits.every((step) => step.credit > 0)).toBe(true);
      }),
    );
  });

  it('gives the later of two equal steps more', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 2, max: 50 }),
        (confidence, n) => {
          const credits = stepCredits(Array.from({ length: n }, () => ({ confidence })));
          expect(credits[n - 1]?.credit).toBeGreaterThan(credits[n - 2]?.credit ?? 1);
        },
      ),
    );
  });
});
