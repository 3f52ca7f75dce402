import type { TaskMetricRecord } from './task-metric-record.js';
import { theilSenTrend, type Polarity, type Trend, type TrendConfig, type TrendPoint } from './theil-sen.js';
import { windowMetrics, windowsOf, type WindowConfig } from './windows.js';

export type TrendMetricName =
  | 'success_rate'
  | 'blame_share'
  | 'contribution_score'
  | 'quality_score'
  | 'cost'
  | 'duration'
  | 'tokens';

interface TrendMetric {
  readonly name: TrendMetricName;
  readonly polarity: Polarity;
  /**
   * The unit in which the thresholds are meant: they are stated for a score from 0 to 10, so a share from 0 to 1 has a
   * tenth. `median`: relative to the window's median, for metrics without a scale of their own.
   */
  readonly unit: number | 'median';
  /**
   * `each`: one point per task. `per_day`: one point per day (UTC), the mean of its tasks; the median slope between
   * values that are 0 or 1 is 0 whatever they do.
   */
  readonly points: 'each' | 'per_day';
  /** Null leaves the task out. */
  readonly valueOf: (record: TaskMetricRecord) => number | null;
}

const TREND_METRICS: readonly TrendMetric[] = [
  {
    name: 'success_rate',
    polarity: 'higher_is_better',
    unit: 0.1,
    points: 'per_day',
    valueOf: ({ isSuccess }) => Number(isSuccess),
  },
  {
    name: 'blame_share',
    polarity: 'lower_is_better',
    unit: 0.1,
    points: 'per_day',
    // A run that did not fail has no blame to share.
    valueOf: ({ blameShare, isSuccess }) => blameShare ?? (isSuccess ? 0 : null),
  },
  {
    name: 'contribution_score',
    polarity: 'higher_is_better',
    unit: 0.1,
    points: 'per_day',
    valueOf: ({ contributionScore }) => contributionScore,
  },
  {
    name: 'quality_score',
    polarity: 'higher_is_better',
    unit: 1,
    points: 'each',
    valueOf: ({ qualityScore }) => qualityScore,
  },
  { name: 'cost', polarity: 'lower_is_better', unit: 'median', points: 'each', valueOf: ({ cost }) => cost },
  {
    name: 'duration',
    polarity: 'lower_is_better',
    unit: 'median',
    points: 'each',
    valueOf: ({ durationMs }) => durationMs,
  },
  {
    name: 'tokens',
    polarity: 'lower_is_better',
    unit: 'median',
    points: 'each',
    valueOf: ({ tokensUsed }) => tokensUsed,
  },
];

export interface MetricTrend extends Trend {
  readonly metricName: TrendMetricName;
  readonly windowSize: string;
}

export type PerformanceTrendConfig = WindowConfig &
  Pick<TrendConfig, 'improvingThreshold' | 'decliningThreshold'>;

const MS_PER_DAY = 86_400_000;

/**
 * The trend of each metric in each window that holds enough tasks. Better is `improving`, whether the metric rises
 * (success rate, contribution, quality) or falls (blame, cost, duration, tokens).
 *
 * The thresholds, by default 0.05 a day, hold for the quality score; for shares they are a tenth of it, for cost,
 * duration and tokens that part of the window's median. Costs in several currencies have no trend.
 *
 * @param records Of one agent, in any order.
 * @throws ConfigurationError when a window or a threshold makes no sense.
 */
export function performanceTrends(
  records: readonly TaskMetricRecord[],
  config: PerformanceTrendConfig,
): MetricTrend[] {
  const { minDataPoints = 5, improvingThreshold = 0.05, decliningThreshold = -0.05 } = config;
  const metrics = windowMetrics(records, { ...config, minDataPoints });
  return windowsOf(config).flatMap(({ label, fromMs }, index) => {
    if ((metrics[index]?.dataPointCount ?? 0) < minDataPoints) return [];
    const inWindow = records.filter(({ completedAtMs }) => completedAtMs >= fromMs);
    return TREND_METRICS.flatMap((metric): MetricTrend[] => {
      if (metric.name === 'cost' && metrics[index]?.currency === null) return [];
      const points = pointsOf(metric, inWindow);
      const unit = metric.unit === 'median' ? medianSize(points) : metric.unit;
      const trend = theilSenTrend(points, {
        minDataPoints: Math.max(2, minDataPoints),
        improvingThreshold: improvingThreshold * unit,
        decliningThreshold: decliningThreshold * unit,
        polarity: metric.polarity,
      });
      return [{ metricName: metric.name, windowSize: label, ...trend }];
    });
  });
}

function pointsOf({ points, valueOf }: TrendMetric, records: readonly TaskMetricRecord[]): TrendPoint[] {
  const each = records.flatMap((record): TrendPoint[] => {
    const value = valueOf(record);
    return value === null ? [] : [{ timeMs: record.completedAtMs, value }];
  });
  if (points === 'each') return each;
  const days = new Map<number, { sum: number; count: number }>();
  for (const { timeMs, value } of each) {
    const day = Math.floor(timeMs / MS_PER_DAY);
    const { sum, count } = days.get(day) ?? { sum: 0, count: 0 };
    days.set(day, { sum: sum + value, count: count + 1 });
  }
  return Array.from(days, ([day, { sum, count }]) => ({ timeMs: day * MS_PER_DAY, value: sum / count }));
}

/** The median of the values' sizes; 1 when that is 0 and so no measure of anything. */
function medianSize(points: readonly TrendPoint[]): number {
  const sizes = points.map(({ value }) => Math.abs(value)).sort((a, b) => a - b);
  return sizes[Math.floor(sizes.length / 2)] || 1;
}
