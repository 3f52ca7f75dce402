import { expect, it } from 'vitest';
import { MemoryPressure } from './memory-pressure.js';

const starting = () => {
  const state = { fill: 0.9, nowMs: 5_000 };
  const pressure = new MemoryPressure(
    () => state.fill,
    () => state.nowMs,
  );
  return { state, pressure };
};

it('is low while there is room', () => {
  const { pressure } = starting();
  expect([pressure.isHigh(false), pressure.isHigh(true)]).toEqual([false, false]);
});

it('is high for a second after the memory has become full, and as long as room is being made', () => {
  const { state, pressure } = starting();
  state.fill = 0.91;
  expect(pressure.isHigh(false)).toBe(true);
  state.nowMs += 999;
  expect(pressure.isHigh(false)).toBe(true);
  state.nowMs += 1;
  expect([pressure.isHigh(false), pressure.isHigh(true)]).toEqual([false, true]);
});

it('begins anew when half of it was free in between, and not before', () => {
  const { state, pressure } = starting();
  const highAt = (fill: number): boolean => {
    state.fill = fill;
    return pressure.isHigh(false);
  };
  expect(highAt(1)).toBe(true);
  state.nowMs += 1_000;
  expect([highAt(1), highAt(0.5), highAt(1)]).toEqual([false, false, false]);
  expect([highAt(0.49), highAt(1)]).toEqual([false, true]);
});
