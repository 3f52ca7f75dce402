import { describe, expect, it } from 'vitest';
import { counted, formatAgo, formatCost, formatDuration, formatShare } from './format.js';

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

it.each([
  [-5_000, 'just now'],
  [9_999, 'just now'],
  [10_000, '10 s ago'],
  [59_999, '59 s ago'],
  [60_000, '1 min ago'],
  [3_600_000, '1 h ago'],
  [172_799_999, '47 h ago'],
  [172_800_000, '2 days ago'],
])('%d ms back is %s', (ms, expected) => {
  expect(formatAgo(ms)).toBe(expected);
});

it('counts with the right noun', () => {
  expect([0, 1, 1_000].map((count) => counted(count, 'span'))).toEqual(['0 spans', '1 span', '1,000 spans']);
});
