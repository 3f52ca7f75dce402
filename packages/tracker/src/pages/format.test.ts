import { describe, expect, it } from 'vitest';
import { formatCost, formatDuration, formatShare } from './format.js';

it.each([
  [0, '0 ms'],
  [0.4, '<1 ms'],
  [999, '999 ms'],
  [1_000, '1.0 s'],
  [9_940, '9.9 s'],
  [59_000, '59 s'],
  [60_000, '1 min'],
  [61_000, '1 min 1 s'],
  [3_600_000, '1 h'],
  [21_840_000, '6 h 4 min'],
])('%d ms is %s', (ms, expected) => {
  expect(formatDuration(ms)).toBe(expected);
});

describe('shares', () => {
  it.each([
    [0, '0 %'],
    [0.001, '<1 %'],
    [0.624, '62 %'],
    [0.999, '>99 %'],
    [1, '100 %'],
    [null, '–'],
  ])('%s is %s', (share, expected) => {
    expect(formatShare(share)).toBe(expected);
  });
});

it('does not call an unknown cost nothing', () => {
  expect([formatCost(null), formatCost(0), formatCost(1234.5)]).toEqual(['–', '$0.00', '$1,234.50']);
});
