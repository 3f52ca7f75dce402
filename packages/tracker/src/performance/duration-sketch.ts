/**
 * How durations are spread, in little space: counts of buckets that grow by a constant factor, so that every quantile is
 * right within 1 %, however many sketches were merged (DDSketch: Masson, Rim and Lee, VLDB 2019).
 *
 * The library of that name needs protobufjs, which it does not declare, to be written down, and then takes 3 kB for five
 * values; this form is JSON of the buckets that hold something.
 */
export interface DurationSketch {
  /** Durations below one microsecond. */
  readonly zeros: number;
  /** How many durations lie in a bucket, by its index. */
  readonly buckets: Readonly<Record<string, number>>;
}

export const EMPTY_SKETCH: DurationSketch = { zeros: 0, buckets: {} };

const RELATIVE_ERROR = 0.01;
const GROWTH = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);
const LOG_GROWTH = Math.log(GROWTH);
const SMALLEST_MS = 0.001;

/** The sketch of some durations, ms. */
export function sketchOf(durationsMs: Iterable<number>): DurationSketch {
  const buckets: Record<string, number> = {};
  let zeros = 0;
  for (const ms of durationsMs) {
    if (!(ms >= SMALLEST_MS)) {
      zeros += 1;
      continue;
    }
    const bucket = Math.ceil(Math.log(ms) / LOG_GROWTH);
    buckets[bucket] = (buckets[bucket] ?? 0) + 1;
  }
  return { zeros, buckets };
}

/** One sketch of all that others hold. */
export function mergeSketches(sketches: Iterable<DurationSketch>): DurationSketch {
  const buckets: Record<string, number> = {};
  let zeros = 0;
  for (const sketch of sketches) {
    zeros += sketch.zeros;
    for (const [bucket, count] of Object.entries(sketch.buckets))
      buckets[bucket] = (buckets[bucket] ?? 0) + count;
  }
  return { zeros, buckets };
}

/** The duration, ms, below which this share of them lies (nearest rank, within 1 %); null when there are none. */
export function quantileOf({ zeros, buckets }: DurationSketch, share: number): number | null {
  const ordered = Object.entries(buckets)
    .map(([bucket, count]) => [Number(bucket), count] as const)
    .sort(([a], [b]) => a - b);
  const total = ordered.reduce((sum, [, count]) => sum + count, zeros);
  if (total === 0) return null;
  let rank = Math.max(1, Math.ceil(share * total)) - zeros;
  if (rank <= 0) return 0;
  for (const [bucket, count] of ordered) {
    rank -= count;
    if (rank <= 0) return (2 * GROWTH ** bucket) / (GROWTH + 1);
  }
  return null;
}
