import { describe, expect, it } from 'vitest';
import { indexList } from './index-list.js';

describe('indexList', () => {
  it.each([0, 20, 4095, 4096])('holds the same number in all of %i places', (length) => {
    expect(Array.from(indexList(length))).toEqual(Array.from({ length }, () => -1));
    expect(Array.from(indexList(length, 0))).toEqual(Array.from({ length }, () => 0));
  });

  it('takes the little memory of a typed array from 4,096 places on', () => {
    expect(Array.isArray(indexList(4095))).toBe(true);
    expect(indexList(4096)).toBeInstanceOf(Int32Array);
  });
});
