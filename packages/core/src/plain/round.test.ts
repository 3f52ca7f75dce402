import { describe, expect, it } from 'vitest';

import { roundTo } from './round.js';

describe('rounding', () => {
  it.each([
    [0.03125, 4, 0.0312],
    [0.09375, 4, 0.0938],
    [-0.03125, 4, -0.0312],
    [2.5, 0, 2],
    [3.5, 0, 4],
    [-3.5, 0, -4],
    [0.125, 2, 0.12],
  ])('rounds the exact tie %f to %i decimals: %f', (value, decimals, rounded) => {
    expect(roundTo(value, decimals)).toBe(rounded);
  });

  it('decides by the exact binary value when there is no tie', () => {
    expect(roundTo(1.005, 2)).toBe(1);
    expect(roundTo(2.675, 2)).toBe(2.67);
    expect(roundTo(0.160_249, 4)).toBe(0.1602);
  });

  it('never gives minus zero', () => {
    expect(Object.is(roundTo(-0.000_000_1, 6), 0)).toBe(true);
  });

  it('passes on what is not finite', () => {
    expect(roundTo(Number.NaN, 2)).toBeNaN();
    expect(roundTo(Infinity, 2)).toBe(Infinity);
  });
});
