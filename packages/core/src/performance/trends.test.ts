import { describe, expect, it } from 'vitest';

import type { TaskMetricRecord } from './task-metric-record.js';
import { performanceTrends, type MetricTrend, type TrendMetricName } from './trends.js';

const DAY_MS = 86_400_000;
const NOW_MS = 1000 * DAY_MS;

/** Ten tasks, one a day, the newest today. */
const tenDays = (fieldsAt: (day: number) => Partial<TaskMetricRecord>): TaskMetricRecord[] =>
  Array.from({ length: 10 }, (_, day) => ({
    agentId: 'a',
    taskId: `t${day}`,
    completedAtMs: NOW_MS - (9 - day) * DAY_MS,
    isSuccess: true,
    durationMs: 1000,
    tokensUsed: 1000,
    cost: 1,
    currency: 'USD',
    qualityScore: 5,
    contributionScore: 1,
    blameShare: null,
    ...fieldsAt(day),
  }));

const trendOf = (name: TrendMetricName, records: readonly TaskMetricRecord[]): MetricTrend | undefined =>
  performanceTrends(records, { nowMs: NOW_MS, windows: ['30d'] }).find(
    ({ metricName }) => metricName === name,
  );

describe('performance trends', () => {
  it.each([
    ['success_rate', (day: number) => ({ isSuccess: day >= 5 }), 'improving'],
    ['blame_share', (day: number) => ({ isSuccess: false, blameShare: day / 10 }), 'declining'],
    ['contribution_score', (day: number) => ({ contributionScore: 1 - day / 10 }), 'declining'],
    ['quality_score', (day: number) => ({ qualityScore: day }), 'improving'],
    ['cost', (day: number) => ({ cost: 1 + day }), 'declining'],
    ['cost', (day: number) => ({ cost: 10 - day }), 'improving'],
    ['duration', (day: number) => ({ durationMs: 1000 + 100 * day }), 'declining'],
    ['tokens', (day: number) => ({ tokensUsed: 1000 - 90 * day }), 'improving'],
    ['tokens', (day: number) => ({ tokensUsed: 1000 + day }), 'stable'],
  ] as const)('row 10: trend polarity of %s %s: %s', (name, fieldsAt, direction) => {
    expect(trendOf(name, tenDays(fieldsAt))?.direction).toBe(direction);
  });

  it('row 10: trend of every metric for every window with enough tasks', () => {
    const records = tenDays(() => ({}));
    const trends = performanceTrends(records, { nowMs: NOW_MS, windows: ['3d', '7d', '30d'] });
    expect(new Set(trends.map(({ windowSize }) => windowSize))).toEqual(new Set(['7d', '30d']));
    expect(trends).toHaveLength(14);
    expect(trends.every(({ direction }) => direction === 'stable')).toBe(true);
  });

  it('has a slope in the unit of the metric, whatever the polarity', () => {
    expect(
      trendOf(
        'cost',
        tenDays((day) => ({ cost: day })),
      )?.slope,
    ).toBe(1);
  });

  it('looks at scored tasks only', () => {
    const scored = tenDays((day) => ({ qualityScore: day < 6 ? null : day }));
    expect(trendOf('quality_score', scored)).toMatchObject({
      direction: 'insufficient_data',
      dataPointCount: 4,
    });
  });

  it('takes the mean of each day for rates', () => {
    const records = [...tenDays((day) => ({ isSuccess: day >= 5 })), ...tenDays(() => ({}))];
    expect(trendOf('success_rate', records)).toMatchObject({ direction: 'improving', dataPointCount: 10 });
  });

  it('has no trend of costs in several currencies', () => {
    expect(
      trendOf(
        'cost',
        tenDays((day) => ({ currency: day === 3 ? 'EUR' : 'USD' })),
      ),
    ).toBeUndefined();
  });

  it('takes its thresholds from the configuration', () => {
    const config = { nowMs: NOW_MS, windows: ['30d'], improvingThreshold: 2 };
    const trends = performanceTrends(
      tenDays((day) => ({ qualityScore: day })),
      config,
    );
    const quality = trends.find(({ metricName }) => metricName === 'quality_score');
    expect(quality?.direction).toBe('stable');
  });
});
