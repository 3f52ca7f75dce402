import { ConfigurationError, requireWholeNumber } from '../configuration-error.js';
import { roundTo } from '../plain/round.js';

export type TrendDirection = 'improving' | 'stable' | 'declining' | 'insufficient_data';

export type Polarity = 'higher_is_better' | 'lower_is_better';

export interface TrendPoint {
  /** Milliseconds since the epoch. */
  readonly timeMs: number;
  readonly value: number;
}

export interface TrendConfig {
  /** Below as many points nothing is said. At least 2, default 5. */
  readonly minDataPoints?: number | undefined;
  /** Improvement per day above which a trend improves, exclusive. Default 0.05. */
  readonly improvingThreshold?: number | undefined;
  /** Improvement per day (so a negative number) below which a trend declines, exclusive. Default -0.05. */
  readonly decliningThreshold?: number | undefined;
  /** What a rising value means. Default `higher_is_better`. */
  readonly polarity?: Polarity | undefined;
}

export interface Trend {
  readonly direction: TrendDirection;
  /** Change of the value per day, whatever that means for better or worse; 6 decimals. */
  readonly slope: number;
  readonly dataPointCount: number;
}

const MS_PER_DAY = 86_400_000;
const SAME_TIME_DAYS = 1e-10;
/** All pairs of so many points are 79,800 slopes. */
const MAX_EXACT_POINTS = 400;

/**
 * The trend of a series by the Theil-Sen estimator, which a few outliers do not move: the median of the slopes of all
 * pairs of points (H. Theil, 1950; P. K. Sen, 1968).
 *
 * Exact up to 400 points. For more, Theil's incomplete method: the points in order of time are cut into two halves and
 * only the pairs of points at the same place in both count. Points that are not finite are left out, pairs at the same
 * time too.
 *
 * @throws ConfigurationError when the improving threshold is not above the declining one.
 * @example
 * theilSenTrend(costs, { polarity: 'lower_is_better' }).direction; // 'declining' when costs rise
 */
export function theilSenTrend(points: readonly TrendPoint[], config: TrendConfig = {}): Trend {
  const { minDataPoints = 5, improvingThreshold = 0.05, decliningThreshold = -0.05, polarity } = config;
  requireWholeNumber('minDataPoints', minDataPoints, 2, Infinity);
  if (!(improvingThreshold > decliningThreshold)) {
    throw new ConfigurationError('improvingThreshold', `above ${decliningThreshold}`, improvingThreshold);
  }
  const usable = points.filter(({ timeMs, value }) => Number.isFinite(timeMs) && Number.isFinite(value));
  const dataPointCount = usable.length;
  if (dataPointCount < minDataPoints) return { direction: 'insufficient_data', slope: 0, dataPointCount };

  // Rounded before it is compared, so that a slope of 0.05 is not above 0.05 by its last binary digit.
  const slope = roundTo(median(slopesOf(usable)), 6);
  const improvement = polarity === 'lower_is_better' ? -slope : slope;
  const direction =
    improvement > improvingThreshold
      ? 'improving'
      : improvement < decliningThreshold
        ? 'declining'
        : 'stable';
  return { direction, slope, dataPointCount };
}

function slopesOf(points: readonly TrendPoint[]): Float64Array {
  const ordered = points.toSorted((a, b) => a.timeMs - b.timeMs || a.value - b.value);
  const times = Float64Array.from(ordered, ({ timeMs }) => timeMs / MS_PER_DAY);
  const values = Float64Array.from(ordered, ({ value }) => value);
  const n = ordered.length;
  const isExact = n <= MAX_EXACT_POINTS;
  const half = Math.ceil(n / 2);
  const slopes = new Float64Array(isExact ? (n * (n - 1)) / 2 : n - half);
  let count = 0;
  for (let i = 0; i < n; i++) {
    const last = isExact ? n - 1 : Math.min(n - 1, i + half);
    for (let j = isExact ? i + 1 : i + half; j <= last; j++) {
      const days = (times[j] ?? 0) - (times[i] ?? 0);
      if (days >= SAME_TIME_DAYS) slopes[count++] = ((values[j] ?? 0) - (values[i] ?? 0)) / days;
    }
  }
  return slopes.subarray(0, count);
}

/** The middle value, or the mean of the two middle values; 0 when there is none. */
function median(values: Float64Array): number {
  const sorted = values.toSorted();
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[sorted.length / 2 - 1] ?? 0) + upper) / 2;
}
