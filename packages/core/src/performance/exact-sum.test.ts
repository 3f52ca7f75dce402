import { describe, expect, it } from 'vitest';

import { exactSum } from './exact-sum.js';

describe('exact sum', () => {
  it('adds ten times 0.1 up to 1', () => {
    expect(exactSum(Array.from({ length: 10 }, () => 0.1))).toBe(1);
  });

  it('does not lose what is small beside what is large', () => {
    expect(exactSum([1e100, 1, -1e100])).toBe(1);
  });

  it('is 0 for nothing', () => {
    expect(exactSum([])).toBe(0);
  });
});
