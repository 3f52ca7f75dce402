import { describe, expect, it } from 'vitest';
import { sortList } from './sort-list.js';

/** Numbers in no order, each of them several times, with their place. */
const shuffled = (length: number): { value: number; place: number }[] =>
  Array.from({ length }, (_, place) => ({ value: (place * 7919) % 13, place }));

describe('sortList', () => {
  it.each([0, 1, 2, 48, 49, 200])('sorts %i items as the runtime does, equals in their order', (length) => {
    const expected = shuffled(length).toSorted((a, b) => a.value - b.value);
    expect(sortList(shuffled(length), (a, b) => a.value - b.value)).toEqual(expected);
  });

  it('sorts the list itself', () => {
    const list = [2, 1];
    expect(sortList(list, (a, b) => a - b)).toBe(list);
  });
});
