/**
 * Rounds to a number of decimals, an exact tie to the even digit, as the reference figures were rounded.
 *
 * A tie is exact only if the binary value itself lies half-way (0.03125 to 4 decimals does, 0.00005 does not), which
 * is so only when `value x 2^(decimals + 1)` is whole; everything else is decided by the exact decimal expansion.
 */
export function roundTo(value: number, decimals: number): number {
  if (!Number.isFinite(value)) return value;
  const scaled = value * 10 ** decimals;
  const isTie = Number.isInteger(value * 2 ** (decimals + 1)) && Math.abs(scaled % 1) === 0.5;
  const rounded = isTie ? (2 * Math.round(scaled / 2)) / 10 ** decimals : Number(value.toFixed(decimals));
  // Minus zero would print as "-0" in some places and as "0" in others.
  return rounded === 0 ? 0 : rounded;
}
