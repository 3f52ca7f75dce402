import { describe, expect, it } from 'vitest';

import { agentPerformance } from './agent-performance.js';
import type { TaskMetricRecord } from './task-metric-record.js';

const DAY_MS = 86_400_000;
const NOW_MS = 1000 * DAY_MS;

const records: TaskMetricRecord[] = Array.from({ length: 12 }, (_, day) => ({
  agentId: 'writer',
  taskId: `t${day}`,
  completedAtMs: NOW_MS - day * DAY_MS,
  isSuccess: day > 2,
  durationMs: 2000,
  tokensUsed: 10,
  cost: 0.5,
  currency: 'USD',
  qualityScore: day % 2 === 0 ? 6 : null,
  contributionScore: null,
  blameShare: null,
}));

describe('agent performance', () => {
  it('row 10: performance summary of an agent', () => {
    const collaboration = [{ recordedAtMs: NOW_MS, handoffCompleteness: 0.8 }];
    const summary = agentPerformance('writer', records, { nowMs: NOW_MS, collaboration });
    expect(summary).toMatchObject({
      agentId: 'writer',
      computedAtMs: NOW_MS,
      tasksCompletedTotal: 9,
      tasksCompleted7d: 5,
      tasksCompleted30d: 9,
      avgDurationMs: 2000,
      successRatePercent: 75,
      costPerTask: 0.5,
      qualityScore: 6,
      collaborationScore: 8,
      trendDirection: 'declining',
    });
    expect(summary.windows).toHaveLength(3);
  });

  it('falls back to the 7-day window, and to nothing', () => {
    const summary = agentPerformance('writer', records, { nowMs: NOW_MS, windows: ['7d'] });
    expect(summary).toMatchObject({
      tasksCompleted30d: null,
      successRatePercent: 62.5,
      collaborationScore: null,
    });
    expect(agentPerformance('writer', [], { nowMs: NOW_MS })).toMatchObject({
      tasksCompletedTotal: 0,
      successRatePercent: null,
      qualityScore: null,
      trendDirection: 'insufficient_data',
    });
  });
});
