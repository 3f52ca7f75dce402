import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_ROWS, rowWindow } from './row-window.js';

describe('rowWindow', () => {
  it('holds all that can be seen, and not many more', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat({ max: 300_000 }), (count, topPx) => {
        const { first, end } = rowWindow(topPx, 560, 28, count);
        const firstSeen = Math.floor(topPx / 28);
        if (firstSeen < count) {
          expect(first).toBeLessThanOrEqual(firstSeen);
          expect(end).toBeGreaterThanOrEqual(Math.min(count, firstSeen + 21));
        }
        expect(end - first).toBeLessThan(MAX_ROWS);
        expect([first, count - end].every((rows) => rows >= 0)).toBe(true);
      }),
    );
  });

  it('stays where it is while a scroll passes few rows', () => {
    expect(rowWindow(28 * 60, 560, 28, 1_000)).toEqual(rowWindow(28 * 65, 560, 28, 1_000));
  });
});
