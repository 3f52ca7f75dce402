import { shortLength } from '../wire/short-length.js';

/** Tags of a KeyValue. */
const KEY = 0x0a;
const VALUE = 0x12;
/** Longer keys have a length of two bytes. */
export const MAX_KEY_BYTES = 127;

/**
 * Where the key of a KeyValue stands that has been checked; the byte before is its length. Negative for one that is not
 * just a key and a value, in either order, each given once.
 */
export function plainKeyAt(bytes: Uint8Array, start: number, end: number): number {
  const isFirst = bytes[start] === KEY;
  const tagAt = isFirst ? start : endOfValue(bytes, start);
  const size = bytes[tagAt + 1] ?? 0;
  if (tagAt < 0 || bytes[tagAt] !== KEY || size > MAX_KEY_BYTES) return -1;
  const keyEnd = tagAt + 2 + size;
  return (isFirst ? endOfValue(bytes, keyEnd) : keyEnd) === end ? tagAt + 2 : -1;
}

/** The end of the value whose tag stands at `at`; negative when there is none. */
function endOfValue(bytes: Uint8Array, at: number): number {
  const length = shortLength(bytes, at + 1);
  return bytes[at] === VALUE && length !== 0 ? at + 1 + (length & 3) + (length >> 2) : -1;
}
