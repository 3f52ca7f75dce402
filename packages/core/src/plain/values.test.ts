import { describe, expect, it } from 'vitest';

import { isTruthy, mostCommon, ownValue } from './values.js';

describe('plain values', () => {
  it.each([undefined, null, false, 0, '', [], {}])('%j says no', (value) => {
    expect(isTruthy(value)).toBe(false);
  });

  it.each([true, 1, 'no', [0], { a: undefined }])('%j says yes', (value) => {
    expect(isTruthy(value)).toBe(true);
  });

  it('reads own keys only and takes null for absent', () => {
    expect(ownValue({ a: 0 }, 'a')).toBe(0);
    expect(ownValue({ a: null }, 'a')).toBeUndefined();
    expect(ownValue({}, 'constructor')).toBeUndefined();
    expect(ownValue(undefined, 'a')).toBeUndefined();
  });

  it('lists the most frequent first and keeps the order of equals', () => {
    expect(mostCommon(['b', 'a', 'a', 'c', 'b'], 2)).toEqual([
      ['b', 2],
      ['a', 2],
    ]);
  });
});
