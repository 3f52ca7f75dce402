import { describe, expect, it } from 'vitest';
import { ScratchList } from './scratch-list.js';

describe('ScratchList', () => {
  it.each([1, 64, 65, 5_000])(
    'has %i places with the value asked for, whatever was there before',
    (length) => {
      const scratch = new ScratchList();
      const first = scratch.filled(length, 0);
      for (let place = 0; place < length; place++) first[place] = 7;
      const list = scratch.filled(length, -1);
      expect(Array.from(list).slice(0, length)).toEqual(Array.from({ length }, () => -1));
    },
  );

  it('is the same list as long as there are few', () => {
    const scratch = new ScratchList();
    expect(scratch.filled(64, 0)).toBe(scratch.filled(3, -1));
    expect(scratch.filled(65, 0)).not.toBe(scratch.filled(65, 0));
  });
});
