import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { percentiles } from './percentiles.js';

describe('percentiles', () => {
  it('row 55: percentiles of 1 to 101', () => {
    const values = Array.from({ length: 101 }, (_, index) => 101 - index);
    expect(percentiles(values)).toEqual({ p50: 51, p95: 96, p99: 100 });
  });

  it('row 55: percentiles lie between neighbours', () => {
    expect(percentiles([100, 200])).toEqual({ p50: 150, p95: 195, p99: 199 });
  });

  it('has none for no values and the one for one value', () => {
    expect(percentiles([])).toEqual({ p50: null, p95: null, p99: null });
    expect(percentiles([7])).toEqual({ p50: 7, p95: 7, p99: 7 });
  });

  it('rises from p50 to p99, within the values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
        const { p50, p95, p99 } = percentiles(values);
        const ordered = [Math.min(...values), p50, p95, p99, Math.max(...values)].map(Number);
        expect(
          ordered.every((value, index) => index === 0 || value >= (ordered[index - 1] ?? 0) - 1e-6),
        ).toBe(true);
      }),
    );
  });
});
