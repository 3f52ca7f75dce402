const MASK_64 = (1n << 64n) - 1n;
/** 2^64 / golden ratio: spreads small revisions over all bits, and keeps clear of ids that are half a trace id. */
const SPREAD = 0x9e37_79b9_7f4a_7c15n;

/** 64 bits in two halves: every trace needs an id, and bit operations on numbers cost a tenth of those on BigInt. */
type Halves = readonly [high: number, low: number];

const spreadOf = (revision: number): Halves => {
  const bits = (BigInt(revision) * SPREAD) & MASK_64;
  return [Number(bits >> 32n), Number(bits & 0xffff_ffffn)];
};

/** Nearly all reports are the first of their trace. */
const FIRST_SPREAD = spreadOf(1);

/**
 * Id of the attribution span of a trace: 16 lower-case hex digits, never all zero. It follows from trace and revision, so
 * that a host which has to send the span twice sends the same one; another revision has another id.
 */
export function attributionSpanId(traceId: string, revision: number): string {
  const [high, low] = revision === 1 ? FIRST_SPREAD : spreadOf(revision);
  const isValid =
    traceId.length === 32 && halfAt(traceId, 0) !== undefined && halfAt(traceId, 8) !== undefined;
  const traceHigh = isValid ? halfAt(traceId, 16) : undefined;
  const traceLow = isValid ? halfAt(traceId, 24) : undefined;
  if (traceHigh === undefined || traceLow === undefined) return hexOf(high, low);
  const isZero = (traceHigh ^ high) === 0 && (traceLow ^ low) === 0;
  return isZero ? hexOf(...FIRST_SPREAD) : hexOf(traceHigh ^ high, traceLow ^ low);
}

/** Eight lower-case hex digits as a number of 32 bits; undefined when one of them is none. */
function halfAt(text: string, from: number): number | undefined {
  let half = 0;
  for (let at = from; at < from + 8; at++) {
    const code = text.charCodeAt(at);
    const isDigit = code >= 0x30 && code <= 0x39;
    if (!isDigit && !(code >= 0x61 && code <= 0x66)) return undefined;
    half = (half << 4) | (isDigit ? code - 0x30 : code - 0x57);
  }
  return half;
}

/** One call with all characters: printing each half and joining them makes several strings. */
function hexOf(high: number, low: number): string {
  return String.fromCharCode(
    digit(high, 28),
    digit(high, 24),
    digit(high, 20),
    digit(high, 16),
    digit(high, 12),
    digit(high, 8),
    digit(high, 4),
    digit(high, 0),
    digit(low, 28),
    digit(low, 24),
    digit(low, 20),
    digit(low, 16),
    digit(low, 12),
    digit(low, 8),
    digit(low, 4),
    digit(low, 0),
  );
}

function digit(half: number, shift: number): number {
  const value = (half >>> shift) & 15;
  return value < 10 ? 0x30 + value : 0x57 + value;
}
