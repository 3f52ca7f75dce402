/** A number of 1, 2 or 5 times a power of ten, so that `count` steps of it reach `max`. */
export function niceStep(max: number, count: number): number {
  if (!(max > 0)) return 1 / count;
  const raw = max / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = [1, 2, 5, 10].find((one) => one * power >= raw * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** The values of an axis from 0 on, in `count` steps that a reader can tell apart. */
export function ticksOf(max: number, count: number): readonly number[] {
  const step = niceStep(max, count);
  return Array.from({ length: count + 1 }, (_, n) => n * step);
}

/** Index of the time nearest to `at`; -1 when there is none. */
export function nearest(times: readonly number[], at: number): number {
  let best = -1;
  for (const [index, time] of times.entries())
    if (best === -1 || Math.abs(time - at) < Math.abs((times[best] ?? 0) - at)) best = index;
  return best;
}
