import { describe, expect, it } from 'vitest';
import { aboveFloor, calibrationCurve, reliability } from './calibration.js';
import type { Verdict } from './calibration.js';

const verdicts = [
  { probability: 0.2, right: false },
  { probability: 0.5, right: true },
  { probability: 0.6, right: false },
  { probability: 1, right: true },
];

describe('reliability', () => {
  it('counts a probability on an edge in the upper bin, and 1 in the last', () => {
    const bins = reliability(verdicts, [0, 0.5, 1]);
    expect(bins.map(({ n }) => n)).toEqual([1, 3]);
    expect(bins[1]?.precision).toBeCloseTo(2 / 3);
    expect(bins[1]?.meanProbability).toBeCloseTo(0.7);
  });
});

describe('aboveFloor', () => {
  it('keeps what reaches the floor', () => {
    expect(aboveFloor(verdicts, (probability) => probability, 0.5)).toEqual({ kept: 0.75, precision: 2 / 3 });
  });
});

const many = (probability: number, rights: readonly boolean[]): Verdict[] =>
  rights.map((right) => ({ probability, right }));

describe('calibrationCurve', () => {
  it('gives every data set the same weight', () => {
    const small = many(0.5, [true]);
    const large = many(0.5, [false, false, false]);
    expect(calibrationCurve([small, large])).toEqual([{ probability: 0.5, precision: 0.5 }]);
  });

  it('pools bins that fall until it rises', () => {
    const verdicts = [...many(0.1, [true, false]), ...many(0.2, [false, false]), ...many(0.9, [true, true])];
    const [low, high] = calibrationCurve([verdicts]);
    expect(low?.probability).toBeCloseTo(0.15);
    expect(low?.precision).toBeCloseTo(0.25);
    expect(high).toEqual({ probability: 0.9, precision: 1 });
  });
});
