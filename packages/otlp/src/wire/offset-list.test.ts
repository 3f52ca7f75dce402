import { describe, expect, it } from 'vitest';
import { OffsetList } from './offset-list.js';

const gather = (list: OffsetList, count: number): void => {
  for (let offset = 0; offset < count; offset++) list.push(offset);
};

describe('OffsetList', () => {
  it.each([0, 1, 1024, 1025, 200_000])('holds %d offsets', (count) => {
    const list = new OffsetList();
    gather(list, count);
    expect([...list.copyFrom(0)]).toEqual(Array.from({ length: count }, (_, offset) => offset));
  });

  it('gives out what is not touched when it is used again', () => {
    const list = new OffsetList();
    gather(list, 3);
    const taken = list.copyFrom(1);
    list.clear();
    list.push(9);
    expect([[...taken], [...list.copyFrom(0)]]).toEqual([[1, 2], [9]]);
  });
});
