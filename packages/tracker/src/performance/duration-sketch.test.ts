import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketOf, quantileOf } from './duration-sketch.js';
import { TallySum } from './tallies.js';

const durations = fc.array(fc.double({ min: 0.001, max: 1e9, noNaN: true }), {
  minLength: 1,
  maxLength: 200,
});
const share = fc.double({ min: 0, max: 1, noNaN: true });

const sketchOf = (values: readonly number[]) => {
  const sum = new TallySum();
  for (const value of values) sum.count('d', bucketOf(value));
  return sum.toTallies()['d'] ?? {};
};

const nearestRank = (values: readonly number[], of: number): number =>
  values.toSorted((a, b) => a - b)[Math.max(1, Math.ceil(of * values.length)) - 1] ?? 0;

describe('a sketch of durations', () => {
  it('tells every quantile within 1 %', () => {
    fc.assert(
      fc.property(durations, share, (values, of) => {
        const exact = nearestRank(values, of);
        expect(Math.abs((quantileOf(sketchOf(values), of) ?? 0) - exact)).toBeLessThanOrEqual(
          exact * 0.01 + 1e-9,
        );
      }),
    );
  });

  it('knows nothing of nothing, and takes what took no time', () => {
    expect(quantileOf({}, 0.5)).toBeNull();
    expect(quantileOf(sketchOf([0, 0, 100]), 0.5)).toBe(0);
  });
});
