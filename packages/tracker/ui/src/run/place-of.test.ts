import { expect, it } from 'vitest';
import { placeOf } from './place-of.js';

const from = (startMs: number, endMs: number) => ({
  startedAt: new Date(startMs).toISOString(),
  endedAt: new Date(endMs).toISOString(),
});

it.each([
  ['in the middle', from(1_200, 1_600), { left: 20, width: 40 }],
  ['too short to be seen', from(1_500, 1_500), { left: 50, width: 0.3 }],
  ['at the very end', from(2_000, 2_000), { left: 99.7, width: 0.3 }],
  ['outside on both sides', from(0, 9_000), { left: 0, width: 100 }],
])('a span %s has its place on the axis of the run', (_, span, expected) => {
  const { left, width } = placeOf(from(1_000, 2_000), span);
  expect(left).toBeCloseTo(expected.left);
  expect(width).toBeCloseTo(expected.width);
});

it('draws a run that took no time', () => {
  expect(placeOf(from(5, 5), from(5, 5))).toEqual({ left: 0, width: 0.3 });
});
