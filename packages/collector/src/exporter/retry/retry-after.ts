/**
 * The wait that a Retry-After header asks for, ms: whole seconds, or a date. Undefined when it is neither.
 *
 * @see RFC 9110, 10.2.3
 */
export function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  const value = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  // A number that is no delay, such as -1, is a year to `Date.parse`.
  const dateMs = /[a-z]/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs);
}
