import { describe, expect, it } from 'vitest';
import { addTo, deleteFrom, hasIn, sizeOf, type SmallSet } from './small-set.js';

const holding = (count: number): SmallSet => {
  let set: SmallSet;
  for (let n = 0; n < count; n++) set = addTo(set, `id ${n}`);
  return set;
};

describe('a small set', () => {
  it.each([0, 1, 32, 33, 1000])('holds %i ids and no others', (count) => {
    const set = holding(count);
    expect(sizeOf(set)).toBe(count);
    expect(hasIn(set, `id ${count - 1}`)).toBe(count > 0);
    expect(hasIn(set, `id ${count}`)).toBe(false);
  });

  it('is an array up to 32 ids', () => {
    expect([holding(32), holding(33)].map(Array.isArray)).toEqual([true, false]);
  });

  it.each([2, 33])('loses one of %i ids, and only that', (count) => {
    const set = deleteFrom(deleteFrom(holding(count), 'id 0'), 'unknown');
    expect([sizeOf(set), hasIn(set, 'id 0'), hasIn(set, 'id 1')]).toEqual([count - 1, false, true]);
  });

  it('is nothing when its last id is gone', () => {
    expect(deleteFrom(holding(1), 'id 0')).toBeUndefined();
  });
});
