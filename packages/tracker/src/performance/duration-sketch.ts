/**
 * How durations are spread, in little space: counts of buckets that grow by a constant factor, so that every quantile is
 * right within 1 %, however many sketches were added up (DDSketch: Masson, Rim and Lee, VLDB 2019). Buckets are plain
 * counts, so what was added can be taken out again.
 *
 * The library of that name needs protobufjs, which it does not declare, to be written down, and then takes 3 kB for five
 * values; this form is JSON of the buckets that hold something.
 */
export type DurationSketch = Readonly<Record<string, number>>;

/** The bucket of durations below one microsecond. */
const ZERO = 'zero';
const RELATIVE_ERROR = 0.01;
const GROWTH = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);
const LOG_GROWTH = Math.log(GROWTH);
const SMALLEST_MS = 0.001;

/** Name of the bucket that a duration, ms, is counted in. */
export const bucketOf = (ms: number): string =>
  ms >= SMALLEST_MS ? String(Math.ceil(Math.log(ms) / LOG_GROWTH)) : ZERO;

/** The duration, ms, below which this share of them lies (nearest rank, within 1 %); null when there are none. */
export function quantileOf(sketch: DurationSketch, share: number): number | null {
  const { [ZERO]: zeros = 0, ...buckets } = sketch;
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
