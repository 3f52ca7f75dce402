import { ConfigurationError, requireWholeNumber } from '../configuration-error.js';
import { roundTo } from '../plain/round.js';
import { collaborationScore, type CollaborationRecord } from './collaboration-score.js';
import { exactSum } from './exact-sum.js';
import { percentiles } from './percentiles.js';
import type { TaskMetricRecord } from './task-metric-record.js';

export interface WindowConfig {
  /** Milliseconds since the epoch: where every window ends. */
  readonly nowMs: number;
  /** Labels `<N>d`. Default `7d`, `30d`, `90d`. */
  readonly windows?: readonly string[] | undefined;
  /** Below as many tasks, averages and rates are null. Default 5. */
  readonly minDataPoints?: number | undefined;
  /** How the agent worked with others. Default none. */
  readonly collaboration?: readonly CollaborationRecord[] | undefined;
}

/** Figures of one window, to 4 decimals. An average is null when unknown or when there are too few tasks. */
export interface WindowMetrics {
  readonly windowSize: string;
  /** Completed and failed tasks. */
  readonly dataPointCount: number;
  readonly tasksCompleted: number;
  readonly tasksFailed: number;
  /** 0..1. */
  readonly successRate: number | null;
  readonly errorRate: number | null;
  readonly avgQualityScore: number | null;
  readonly avgContributionScore: number | null;
  readonly avgBlameShare: number | null;
  /** Null also when the costs are in several currencies. */
  readonly avgCostPerTask: number | null;
  readonly currency: string | null;
  readonly avgDurationMs: number | null;
  readonly p50DurationMs: number | null;
  readonly p95DurationMs: number | null;
  readonly p99DurationMs: number | null;
  readonly avgTokensPerTask: number | null;
  readonly totalTokens: number;
  readonly collaborationScore: number | null;
}

const MS_PER_DAY = 86_400_000;
const DEFAULT_WINDOWS: readonly string[] = ['7d', '30d', '90d'];
const DEFAULT_MIN_DATA_POINTS = 5;

/**
 * How an agent did in each window that ends now; a record belongs to a window when it was completed at its beginning
 * or later.
 *
 * @param records Of one agent, in any order.
 * @throws ConfigurationError when a window is not `<N>d`.
 * @example
 * windowMetrics(records, { nowMs: Date.now(), windows: ['7d'] })[0]?.successRate;
 */
export function windowMetrics(records: readonly TaskMetricRecord[], config: WindowConfig): WindowMetrics[] {
  const { minDataPoints = DEFAULT_MIN_DATA_POINTS, collaboration = [], nowMs } = config;
  requireWholeNumber('minDataPoints', minDataPoints, 1, Infinity);
  return windowsOf(config).map(({ label, fromMs }) => {
    const inWindow = records.filter(({ completedAtMs }) => completedAtMs >= fromMs);
    const together = collaboration.filter(
      ({ recordedAtMs }) => recordedAtMs >= fromMs && recordedAtMs <= nowMs,
    );
    return metricsOf(label, inWindow, minDataPoints, together);
  });
}

/** The windows of a configuration and where each begins. */
export function windowsOf({
  nowMs,
  windows = DEFAULT_WINDOWS,
}: Pick<WindowConfig, 'nowMs' | 'windows'>): { readonly label: string; readonly fromMs: number }[] {
  return windows.map((label, index) => {
    const days = /^\d{1,5}d$/.test(label) ? Number.parseInt(label, 10) : 0;
    if (days === 0)
      throw new ConfigurationError(`windows[${index}]`, 'a number of days such as "30d"', label);
    return { label, fromMs: nowMs - days * MS_PER_DAY };
  });
}

function metricsOf(
  windowSize: string,
  records: readonly TaskMetricRecord[],
  minDataPoints: number,
  collaboration: readonly CollaborationRecord[],
): WindowMetrics {
  const dataPointCount = records.length;
  const isEnough = dataPointCount >= minDataPoints;
  const rounded = (value: number | null): number | null =>
    isEnough && value !== null ? roundTo(value, 4) : null;
  const average = (valueOf: (record: TaskMetricRecord) => number | null): number | null => {
    const values = records.map(valueOf).filter((value) => value !== null);
    return rounded(values.length === 0 ? null : exactSum(values) / values.length);
  };
  const tasksCompleted = records.filter(({ isSuccess }) => isSuccess).length;
  const tasksFailed = dataPointCount - tasksCompleted;
  const currencies = new Set(records.filter(({ cost }) => cost !== null).map(({ currency }) => currency));
  const [currency = null] = currencies;
  const { p50, p95, p99 } = percentiles(records.map(({ durationMs }) => durationMs));
  const together = collaborationScore(collaboration);
  return {
    windowSize,
    dataPointCount,
    tasksCompleted,
    tasksFailed,
    successRate: rounded(tasksCompleted / dataPointCount),
    errorRate: rounded(tasksFailed / dataPointCount),
    avgQualityScore: average(({ qualityScore }) => qualityScore),
    avgContributionScore: average(({ contributionScore }) => contributionScore),
    avgBlameShare: average(({ blameShare }) => blameShare),
    avgCostPerTask: currencies.size > 1 ? null : average(({ cost }) => cost),
    currency: currencies.size > 1 ? null : currency,
    avgDurationMs: average(({ durationMs }) => durationMs),
    p50DurationMs: rounded(p50),
    p95DurationMs: rounded(p95),
    p99DurationMs: rounded(p99),
    avgTokensPerTask: average(({ tokensUsed }) => tokensUsed),
    totalTokens: records.reduce((sum, { tokensUsed }) => sum + tokensUsed, 0),
    collaborationScore: together.confidence === 0 ? null : together.score,
  };
}
