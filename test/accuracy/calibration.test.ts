import { describe, expect, it } from 'vitest';
import { aboveFloor, reliability } from './calibration.js';

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
