import { describe, expect, it } from 'vitest';

import { ConfigurationError } from '../configuration-error.js';
import type { TaskMetricRecord } from './task-metric-record.js';
import { windowMetrics, type WindowMetrics } from './windows.js';

const DAY_MS = 86_400_000;
const NOW_MS = 1000 * DAY_MS;

const record = (daysAgo: number, fields: Partial<TaskMetricRecord> = {}): TaskMetricRecord => ({
  agentId: 'a',
  taskId: `t${daysAgo}`,
  completedAtMs: NOW_MS - daysAgo * DAY_MS,
  isSuccess: true,
  durationMs: 1000,
  tokensUsed: 10,
  cost: 0.1,
  currency: 'USD',
  qualityScore: null,
  contributionScore: null,
  blameShare: null,
  ...fields,
});

const week = (records: readonly TaskMetricRecord[], minDataPoints = 1): WindowMetrics | undefined =>
  windowMetrics(records, { nowMs: NOW_MS, windows: ['7d'], minDataPoints })[0];

describe('window metrics', () => {
  it('row 10: windows of 7, 30 and 90 days begin inclusively', () => {
    const records = [record(7), record(7.001), record(30), record(90), record(90.001)];
    const windows = windowMetrics(records, { nowMs: NOW_MS });
    expect(windows.map(({ windowSize, dataPointCount }) => [windowSize, dataPointCount])).toEqual([
      ['7d', 1],
      ['30d', 3],
      ['90d', 4],
    ]);
  });

  it('row 10: windows with fewer than 5 tasks have counts but no averages', () => {
    const four = [0, 1, 2, 3].map((day) => record(day));
    expect(week(four, 5)).toMatchObject({
      dataPointCount: 4,
      tasksCompleted: 4,
      successRate: null,
      avgDurationMs: null,
    });
    expect(week([...four, record(4, { isSuccess: false })], 5)).toMatchObject({
      tasksCompleted: 4,
      tasksFailed: 1,
      successRate: 0.8,
      errorRate: 0.2,
      avgDurationMs: 1000,
    });
  });

  it('averages over what is known, to 4 decimals', () => {
    const records = [
      record(0, { qualityScore: 7, contributionScore: 1, cost: null }),
      record(1, { qualityScore: 8, contributionScore: 0, blameShare: 0.6, tokensUsed: 11 }),
      record(2, { tokensUsed: 11 }),
    ];
    expect(week(records)).toMatchObject({
      avgQualityScore: 7.5,
      avgContributionScore: 0.5,
      avgBlameShare: 0.6,
      avgCostPerTask: 0.1,
      avgTokensPerTask: 10.6667,
      totalTokens: 32,
    });
  });

  it('row 55: percentiles of the durations', () => {
    const records = [100, 200, 300].map((durationMs) => record(1, { durationMs }));
    expect(week(records)).toMatchObject({ p50DurationMs: 200, p95DurationMs: 290, p99DurationMs: 298 });
  });

  it('has no average of costs in several currencies', () => {
    expect(week([record(0), record(1, { currency: 'EUR' })])).toMatchObject({
      avgCostPerTask: null,
      currency: null,
    });
    expect(week([record(0), record(1, { currency: 'EUR', cost: null })])).toMatchObject({ currency: 'USD' });
  });

  it('scores the collaboration of the window', () => {
    const collaboration = [
      { recordedAtMs: NOW_MS - 8 * DAY_MS, loopPrevention: 0 },
      { recordedAtMs: NOW_MS - DAY_MS, loopPrevention: 1 },
    ];
    const windows = windowMetrics([], { nowMs: NOW_MS, windows: ['7d', '30d'], collaboration });
    expect(windows.map((window) => window.collaborationScore)).toEqual([10, 5]);
    expect(week([])?.collaborationScore).toBeNull();
  });

  it.each(['7', 'd', '0d', '7days', '-7d', '1.5d'])('rejects the window %j', (label) => {
    expect(() => windowMetrics([], { nowMs: 0, windows: ['7d', label] })).toThrow(ConfigurationError);
  });
});
