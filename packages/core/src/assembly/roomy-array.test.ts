import { describe, expect, it } from 'vitest';
import { withRoom } from './roomy-array.js';

function holding(count: number): number[] {
  let array: number[] = [];
  for (let n = 0; n < count; n++) {
    array = withRoom(array, n);
    array[n] = n;
  }
  return array;
}

describe('withRoom', () => {
  it.each([0, 1, 4, 5, 8, 9, 32, 33, 1000])('keeps %i items in their order', (count) => {
    const expected = Array.from({ length: count }, (_, n) => n);
    expect(holding(count).slice(0, count)).toEqual(expected);
  });

  it.each([
    [1, 8],
    [8, 8],
    [9, 24],
    [24, 24],
    [25, 40],
    [41, 41],
  ])('gives %i items room for %i', (count, room) => {
    expect(holding(count)).toHaveLength(room);
  });
});
