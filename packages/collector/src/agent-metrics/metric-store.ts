import type { JsonObject } from '@agent-attribution/otlp';

/** What a metric is called, counted in, and how its numbers are put together. */
export interface MetricDefinition {
  readonly name: string;
  readonly description: string;
  /** UCUM, such as `s` or `{run}`. */
  readonly unit: string;
  /** `histogram` counts values by size; the sums only grow. */
  readonly kind: 'int_sum' | 'double_sum' | 'histogram';
}

export type Labels = Readonly<Record<string, string | boolean>>;

interface Series {
  readonly labels: Labels;
  count: number;
  sum: number;
  min: number;
  max: number;
  readonly buckets: number[];
}

/** AGGREGATION_TEMPORALITY_CUMULATIVE: each point tells everything since the start, so one that is lost costs nothing. */
const CUMULATIVE = 2;

/** Upper bounds, inclusive, in seconds: agents take from a tenth of a second to most of an hour. */
const DURATION_BOUNDS: readonly number[] = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500];

/** Cumulative series by metric and labels. */
export class MetricStore {
  readonly #series = new Map<MetricDefinition, Map<string, Series>>();

  add(metric: MetricDefinition, labels: Labels, value: number): void {
    const bySeries = this.#series.get(metric) ?? new Map<string, Series>();
    this.#series.set(metric, bySeries);
    const key = JSON.stringify(labels);
    const series = bySeries.get(key) ?? emptySeries(labels);
    bySeries.set(key, series);
    series.count += 1;
    series.sum += value;
    series.min = Math.min(series.min, value);
    series.max = Math.max(series.max, value);
    const bucket = DURATION_BOUNDS.findIndex((bound) => value <= bound);
    const index = bucket === -1 ? DURATION_BOUNDS.length : bucket;
    series.buckets[index] = (series.buckets[index] ?? 0) + 1;
  }

  get points(): number {
    return [...this.#series.values()].reduce((sum, bySeries) => sum + bySeries.size, 0);
  }

  /** `Metric` messages in their OTLP/JSON form. */
  metrics(startMs: number, nowMs: number): readonly JsonObject[] {
    return [...this.#series].map(([{ name, description, unit, kind }, bySeries]) => {
      const times = { startTimeUnixNano: nanosOf(startMs), timeUnixNano: nanosOf(nowMs) };
      const dataPoints = [...bySeries.values()].map((series) => pointOf(kind, series, times));
      const data = { dataPoints, aggregationTemporality: CUMULATIVE };
      return kind === 'histogram'
        ? { name, description, unit, histogram: data }
        : { name, description, unit, sum: { ...data, isMonotonic: true } };
    });
  }
}

function emptySeries(labels: Labels): Series {
  return {
    labels,
    count: 0,
    sum: 0,
    min: Infinity,
    max: -Infinity,
    buckets: Array.from({ length: DURATION_BOUNDS.length + 1 }, () => 0),
  };
}

function pointOf(kind: MetricDefinition['kind'], series: Series, times: JsonObject): JsonObject {
  const { count, sum, min, max, buckets } = series;
  const common = { ...times, attributes: attributesOf(series.labels) };
  if (kind === 'int_sum') return { ...common, asInt: String(sum) };
  if (kind === 'double_sum') return { ...common, asDouble: sum };
  return { ...common, count, sum, min, max, bucketCounts: buckets, explicitBounds: DURATION_BOUNDS };
}

/** As `KeyValue` messages. */
export function attributesOf(labels: Labels): readonly JsonObject[] {
  return Object.entries(labels).map(([key, value]) => ({
    key,
    value: typeof value === 'string' ? { stringValue: value } : { boolValue: value },
  }));
}

function nanosOf(ms: number): string {
  return `${Math.floor(ms)}000000`;
}
