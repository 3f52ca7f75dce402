import { expect, it } from 'vitest';
import { MemoryPressure } from './memory-pressure.js';

const starting = () => {
  const state = { isFull: false, nowMs: 5_000 };
  const pressure = new MemoryPressure(
    () => state.isFull,
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
  state.isFull = true;
  expect(pressure.isHigh(false)).toBe(true);
  state.nowMs += 999;
  expect(pressure.isHigh(false)).toBe(true);
  state.nowMs += 1;
  expect([pressure.isHigh(false), pressure.isHigh(true)]).toEqual([false, true]);
});

it('begins anew when there was room in between', () => {
  const { state, pressure } = starting();
  state.isFull = true;
  pressure.isHigh(false);
  state.nowMs += 2_000;
  expect(pressure.isHigh(false)).toBe(false);
  state.isFull = false;
  pressure.isHigh(false);
  state.isFull = true;
  expect(pressure.isHigh(false)).toBe(true);
});
