import { describe, expect, it } from 'vitest';
import { OffsetList } from './offset-list.js';

const gather = (list: OffsetList, count: number): void => {
  for (let offset = 0; offset < count; offset++) list.push(offset);
};

describe('OffsetList', () => {
  it.each([0, 1, 65_536, 65_537])('holds %d offsets', (count) => {
    const list = new OffsetList();
    gather(list, count);
    const expected = Array.from({ length: count }, (_, offset) => offset);
    expect(list.copyFrom(0)).toEqual(expected);
    list.clear();
    gather(list, 2);
    expect(list.copyFrom(0)).toEqual([0, 1]);
  });

  it('gives out what is not touched when it is used again', () => {
    const list = new OffsetList();
    gather(list, 3);
    const taken = list.copyFrom(1);
    list.clear();
    list.push(9);
    expect([taken, list.copyFrom(0)]).toEqual([[1, 2], [9]]);
  });
});
