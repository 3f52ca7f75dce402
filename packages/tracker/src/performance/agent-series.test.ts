import type { TaskMetricRecord } from '@agent-attribution/core';
import { describe, expect, it } from 'vitest';
import { agentSeries } from './agent-series.js';

const record = (completedAtMs: number, change: Partial<TaskMetricRecord> = {}): TaskMetricRecord => ({
  agentId: 'a',
  taskId: 't',
  completedAtMs,
  isSuccess: true,
  durationMs: 10,
  tokensUsed: 5,
  cost: null,
  currency: null,
  qualityScore: null,
  contributionScore: 1,
  blameShare: null,
  ...change,
});

describe('agentSeries', () => {
  it('puts runs into steps of time, in order, and leaves out the steps without one', () => {
    const points = agentSeries([record(3_999), record(1_000), record(999)], 1_000);
    expect(points.map(({ startMs, runs }) => [startMs, runs])).toEqual([
      [0, 1],
      [1_000, 1],
      [3_000, 1],
    ]);
  });

  it('takes blame from failed runs and cost from those that told it', () => {
    const failed = { isSuccess: false, blameShare: 0.5, cost: 0.25 };
    const [point] = agentSeries([record(1), record(2, failed)], 1_000);
    expect(point).toMatchObject({ successRate: 0.5, blameShare: 0.5, costUsd: 0.25, tokens: 10 });
  });

  it('says that blame and cost are unknown where they are', () => {
    expect(agentSeries([record(1)], 1_000)).toMatchObject([{ blameShare: null, costUsd: null }]);
  });

  it('takes quantiles by nearest rank', () => {
    const records = Array.from({ length: 20 }, (_, n) => record(1, { durationMs: n + 1 }));
    expect(agentSeries(records, 1_000)).toMatchObject([{ p50DurationMs: 10, p95DurationMs: 19 }]);
  });
});
