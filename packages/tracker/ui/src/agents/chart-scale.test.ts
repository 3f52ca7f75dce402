import { describe, expect, it } from 'vitest';
import { nearest, niceStep, ticksOf } from './chart-scale.js';

describe('the axis of a chart', () => {
  it.each([
    [1, 4, 0.5],
    [0.8, 4, 0.2],
    [100, 4, 50],
    [2_001, 4, 1_000],
    [2_000, 4, 500],
    [0, 4, 0.25],
  ])('reaches %d in %d steps of %d', (max, count, step) => {
    expect(niceStep(max, count)).toBeCloseTo(step);
  });

  it('begins at 0 and holds the largest value', () => {
    expect(ticksOf(7, 4)).toEqual([0, 2, 4, 6, 8]);
  });
});

it('finds the point nearest to the pointer', () => {
  expect([nearest([], 5), nearest([1, 4, 9], 6), nearest([1, 4, 9], 99)]).toEqual([-1, 1, 2]);
});
