/** When something began and ended. */
interface Timed {
  readonly startedAt: string;
  readonly endedAt: string;
}

/** Narrower bars could not be seen, per cent. */
const MIN_WIDTH = 0.3;

/** Place of a span on the run's axis in per cent; what sticks out of the run is cut to it. */
export function placeOf(run: Timed, span: Timed): { readonly left: number; readonly width: number } {
  const start = Date.parse(run.startedAt);
  const total = Math.max(1, Date.parse(run.endedAt) - start);
  const left = clamp(((Date.parse(span.startedAt) - start) / total) * 100, 100 - MIN_WIDTH);
  const right = clamp(((Date.parse(span.endedAt) - start) / total) * 100, 100);
  return { left, width: Math.max(MIN_WIDTH, right - left) };
}

const clamp = (value: number, max: number): number => Math.min(max, Math.max(0, value));
