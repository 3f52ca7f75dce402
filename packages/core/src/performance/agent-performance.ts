import { roundTo } from '../plain/round.js';
import { mean } from '../plain/values.js';
import { collaborationScore } from './collaboration-score.js';
import type { TaskMetricRecord } from './task-metric-record.js';
import type { TrendDirection } from './theil-sen.js';
import { performanceTrends, type MetricTrend, type PerformanceTrendConfig } from './trends.js';
import { windowMetrics, type WindowMetrics } from './windows.js';

/** How an agent is doing: the figures of a dashboard, and what they are made of. */
export interface AgentPerformance {
  readonly agentId: string;
  readonly computedAtMs: number;
  /** Successful tasks in the widest window. */
  readonly tasksCompletedTotal: number;
  /** Null when no window of that size is configured; as for the next. */
  readonly tasksCompleted7d: number | null;
  readonly tasksCompleted30d: number | null;
  /** Of the 30-day window, else of the 7-day window; as for the next two. */
  readonly avgDurationMs: number | null;
  /** 0..100, to 2 decimals. */
  readonly successRatePercent: number | null;
  readonly costPerTask: number | null;
  /** 0..10, mean over all scored tasks. */
  readonly qualityScore: number | null;
  /** 0..10. */
  readonly collaborationScore: number | null;
  /** Of the success rate, else of the first metric whose direction is known. */
  readonly trendDirection: TrendDirection;
  readonly windows: readonly WindowMetrics[];
  readonly trends: readonly MetricTrend[];
}

export type AgentPerformanceConfig = PerformanceTrendConfig & {
  /**
   * The figures of the windows, where the host has them of all tasks and the records are a sample. Default: those of the
   * records.
   */
  readonly metrics?: readonly WindowMetrics[] | undefined;
};

/**
 * The performance summary of one agent.
 *
 * @param records Of that agent, in any order.
 * @throws ConfigurationError when a window or a threshold makes no sense.
 */
export function agentPerformance(
  agentId: string,
  records: readonly TaskMetricRecord[],
  config: AgentPerformanceConfig,
): AgentPerformance {
  const windows = config.metrics ?? windowMetrics(records, config);
  const trends = performanceTrends(records, config);
  const windowOf = (label: string): WindowMetrics | undefined =>
    windows.find(({ windowSize }) => windowSize === label);
  const preferred = (key: 'avgDurationMs' | 'successRate' | 'avgCostPerTask'): number | null =>
    windowOf('30d')?.[key] ?? windowOf('7d')?.[key] ?? null;

  const successRate = preferred('successRate');
  const quality = mean(records.flatMap((record) => record.qualityScore ?? []));
  const together = collaborationScore(config.collaboration ?? []);
  const known = trends.filter(({ direction }) => direction !== 'insufficient_data');
  const trend = known.find(({ metricName }) => metricName === 'success_rate') ?? known[0];
  return {
    agentId,
    computedAtMs: config.nowMs,
    tasksCompletedTotal: windows.reduce((most, { tasksCompleted }) => Math.max(most, tasksCompleted), 0),
    tasksCompleted7d: windowOf('7d')?.tasksCompleted ?? null,
    tasksCompleted30d: windowOf('30d')?.tasksCompleted ?? null,
    avgDurationMs: preferred('avgDurationMs'),
    successRatePercent: successRate === null ? null : roundTo(successRate * 100, 2),
    costPerTask: preferred('avgCostPerTask'),
    qualityScore: quality === undefined ? null : roundTo(quality, 4),
    collaborationScore: together.confidence === 0 ? null : together.score,
    trendDirection: trend?.direction ?? 'insufficient_data',
    windows,
    trends,
  };
}
