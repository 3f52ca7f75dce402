import type { MetricTrend, TrendMetricName } from './trends.js';
import type { TrendDirection } from './theil-sen.js';

/** The direction that a metric of an agent was last known to take; what a tracker keeps between two looks. */
export interface KnownDirection {
  readonly metricName: TrendMetricName;
  readonly windowSize: string;
  readonly direction: TrendDirection;
}

/** A trend that changed its direction. */
export interface PerformanceInflection {
  readonly agentId: string;
  readonly metricName: TrendMetricName;
  readonly windowSize: string;
  readonly oldDirection: TrendDirection;
  readonly newDirection: TrendDirection;
  /** Change per day, of the new trend. */
  readonly slope: number;
  readonly detectedAtMs: number;
}

export interface InflectionResult {
  readonly inflections: readonly PerformanceInflection[];
  /** What to hand in as `known` next time. */
  readonly known: readonly KnownDirection[];
}

/**
 * The trends of an agent that changed their direction since the last look. `insufficient_data` is no direction: it
 * changes nothing and the last known direction stays.
 */
export function detectInflections(
  known: readonly KnownDirection[],
  trends: readonly MetricTrend[],
  { agentId, nowMs }: { readonly agentId: string; readonly nowMs: number },
): InflectionResult {
  const directions = new Map(known.map((entry) => [keyOf(entry), entry]));
  const inflections: PerformanceInflection[] = [];
  for (const { metricName, windowSize, direction, slope } of trends) {
    if (direction === 'insufficient_data') continue;
    const key = keyOf({ metricName, windowSize });
    const oldDirection = directions.get(key)?.direction;
    directions.set(key, { metricName, windowSize, direction });
    if (oldDirection === undefined || oldDirection === direction) continue;
    inflections.push({
      agentId,
      metricName,
      windowSize,
      oldDirection,
      newDirection: direction,
      slope,
      detectedAtMs: nowMs,
    });
  }
  return { inflections, known: [...directions.values()] };
}

function keyOf({ metricName, windowSize }: Pick<KnownDirection, 'metricName' | 'windowSize'>): string {
  return `${metricName} ${windowSize}`;
}
