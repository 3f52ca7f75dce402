import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ConfigurationError } from '../configuration-error.js';
import { theilSenTrend, type TrendPoint } from './theil-sen.js';

const MS_PER_DAY = 86_400_000;

const daily = (values: readonly number[]): TrendPoint[] =>
  values.map((value, day) => ({ timeMs: day * MS_PER_DAY, value }));
const range = (count: number, valueAt: (day: number) => number): TrendPoint[] =>
  daily(Array.from({ length: count }, (_, day) => valueAt(day)));

describe('trend', () => {
  it.each([
    ['0 to 9', range(10, (day) => day), 'improving', 1],
    ['10 to 1', range(10, (day) => 10 - day), 'declining', -1],
    ['a constant', range(10, () => 3), 'stable', 0],
    ['four points', range(4, (day) => day), 'insufficient_data', 0],
    ['five points', range(5, (day) => day), 'improving', 1],
    ['one moment', [1, 2, 3, 4, 5].map((value) => ({ timeMs: 7, value })), 'stable', 0],
    ['a step of 0.01', range(10, (day) => day * 0.01), 'stable', 0.01],
    ['a step of 0.05', range(10, (day) => day * 0.05), 'stable', 0.05],
    ['a step of 0.051', range(10, (day) => day * 0.051), 'improving', 0.051],
    ['a step of -0.05', range(10, (day) => day * -0.05), 'stable', -0.05],
    ['0 to 9 with an outlier', range(10, (day) => (day === 3 ? 100 : day)), 'improving', 1],
  ] as const)('row 10: trend of %s', (_title, points, direction, slope) => {
    expect(theilSenTrend(points)).toEqual({ direction, slope, dataPointCount: points.length });
  });

  it('row 10: trend of rising cost declines', () => {
    const rising = range(10, (day) => day);
    expect(theilSenTrend(rising, { polarity: 'lower_is_better' })).toMatchObject({
      direction: 'declining',
      slope: 1,
    });
  });

  it('leaves out points that are not finite', () => {
    const points = [
      ...range(5, (day) => day),
      { timeMs: 9, value: Number.NaN },
      { timeMs: Infinity, value: 1 },
    ];
    expect(theilSenTrend(points)).toMatchObject({ slope: 1, dataPointCount: 5 });
  });

  it('finds the slope of thousands of points, outliers and all', () => {
    const many = range(20_000, (day) => day * 0.2 + (day % 10 === 0 ? 1e6 : day % 3));
    expect(theilSenTrend(many).slope).toBeCloseTo(0.2, 3);
  });

  it('rejects thresholds that leave no room for a stable trend', () => {
    expect(() => theilSenTrend([], { improvingThreshold: -0.1 })).toThrow(ConfigurationError);
    expect(() => theilSenTrend([], { minDataPoints: 1 })).toThrow(ConfigurationError);
  });

  const series = fc
    .uniqueArray(fc.integer({ min: 0, max: 10_000 }), { minLength: 5, maxLength: 30 })
    .chain((hours) =>
      fc
        .array(fc.integer({ min: -50, max: 50 }), { minLength: hours.length, maxLength: hours.length })
        .map((values) =>
          hours.map((hour, index) => ({ timeMs: hour * 3_600_000, value: values[index] ?? 0 })),
        ),
    );

  it('turns round when time does', () => {
    const opposite = { improving: 'declining', declining: 'improving', stable: 'stable' } as const;
    fc.assert(
      fc.property(series, (points) => {
        const trend = theilSenTrend(points);
        const reversed = theilSenTrend(points.map(({ timeMs, value }) => ({ timeMs: 36e9 - timeMs, value })));
        expect(reversed.slope).toBeCloseTo(-trend.slope, 5);
        if (trend.direction !== 'insufficient_data')
          expect(reversed.direction).toBe(opposite[trend.direction]);
      }),
    );
  });

  it('turns round when time does for more points than are compared pair by pair', () => {
    const points = range(1001, (day) => ((day * 7919) % 101) + day * 0.3);
    const reversed = points.map(({ timeMs, value }) => ({ timeMs: -timeMs, value }));
    expect(theilSenTrend(reversed).slope).toBe(-theilSenTrend(points).slope);
  });

  it('does not depend on the order of the points', () => {
    fc.assert(
      fc.property(series, (points) => {
        expect(theilSenTrend(points.toReversed())).toEqual(theilSenTrend(points));
      }),
    );
  });

  it('does not depend on the level of the values', () => {
    fc.assert(
      fc.property(series, (points) => {
        const raised = points.map(({ timeMs, value }) => ({ timeMs, value: value + 1000 }));
        expect(theilSenTrend(raised).slope).toBeCloseTo(theilSenTrend(points).slope, 5);
      }),
    );
  });
});
