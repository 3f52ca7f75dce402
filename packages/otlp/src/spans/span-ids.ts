export const TRACE_ID_BYTES = 16;
export const SPAN_ID_BYTES = 8;

/** Lower-case hex, `NO_ID`, or undefined for bytes that cannot be an id because there are too few or too many. */
export type ReadId = string | undefined;

/** An id that is absent, empty or all zero: senders write all three for a root's parent. */
export const NO_ID = '';

/** The same two as offsets: no id, and bytes that cannot be one. */
export const NO_ID_AT = -1;
export const WRONG_ID_AT = -2;

/** Where an id stands; negative when there is none. */
export function placeOfId(bytes: Uint8Array, start: number, end: number, length: number): number {
  if (start === end) return NO_ID_AT;
  if (end - start !== length) return WRONG_ID_AT;
  for (let at = start; at < end; at++) if (bytes[at] !== 0) return start;
  return NO_ID_AT;
}

export function readTraceId(bytes: Buffer, start: number, end: number): ReadId {
  return readId(bytes, start, end, TRACE_ID_BYTES);
}

export function readSpanId(bytes: Buffer, start: number, end: number): ReadId {
  return readId(bytes, start, end, SPAN_ID_BYTES);
}

function readId(bytes: Buffer, start: number, end: number, length: number): ReadId {
  const place = placeOfId(bytes, start, end, length);
  if (place === WRONG_ID_AT) return undefined;
  return place === NO_ID_AT ? NO_ID : bytes.toString('hex', start, end);
}

/** Whether two ids are the same bytes; false when one of them is none. */
export function isSameId(bytes: Uint8Array, left: number, right: number, length: number): boolean {
  if (left < 0 || right < 0) return false;
  // They tend to differ in their last bytes.
  for (let at = length - 1; at >= 0; at--) if (bytes[left + at] !== bytes[right + at]) return false;
  return true;
}

/**
 * Eight bytes as a latin1 string, which takes half of what hex does. One call with all characters makes it in a third of
 * the time of `toString`, and a string of its own rather than a part of a longer one.
 */
export function latin1Of8(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(
    bytes[at] ?? 0,
    bytes[at + 1] ?? 0,
    bytes[at + 2] ?? 0,
    bytes[at + 3] ?? 0,
    bytes[at + 4] ?? 0,
    bytes[at + 5] ?? 0,
    bytes[at + 6] ?? 0,
    bytes[at + 7] ?? 0,
  );
}

/** Eight bytes as lower-case hex, in one call for the same reason. */
export function hexOf8(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(
    digit(bytes, at, 0),
    digit(bytes, at, 1),
    digit(bytes, at, 2),
    digit(bytes, at, 3),
    digit(bytes, at, 4),
    digit(bytes, at, 5),
    digit(bytes, at, 6),
    digit(bytes, at, 7),
    digit(bytes, at, 8),
    digit(bytes, at, 9),
    digit(bytes, at, 10),
    digit(bytes, at, 11),
    digit(bytes, at, 12),
    digit(bytes, at, 13),
    digit(bytes, at, 14),
    digit(bytes, at, 15),
  );
}

/** The char code of a hex digit of the bytes that stand at `at`. Without a branch: which it is cannot be foreseen. */
function digit(bytes: Uint8Array, at: number, place: number): number {
  const byte = bytes[at + (place >> 1)] ?? 0;
  const value = (place & 1) === 0 ? byte >> 4 : byte & 15;
  return 48 + value + (((9 - value) >> 31) & 39);
}
