import { bodyUpTo, shortLength } from '../wire/short-length.js';

/** Tags of one byte: of a KeyValue's key and value, of what an AnyValue may be, of an ArrayValue's values. */
const KEY = 0x0a;
const VALUE = 0x12;
const STRING = 0x0a;
const BOOL = 0x10;
const INT = 0x18;
const DOUBLE = 0x21;
const ARRAY = 0x2a;
const BYTES = 0x3a;
const VALUES = 0x0a;

const MAX_VARINT_BYTES = 10;

/** Messages in a plain attribute at most: its value, an array in it and the values of that. */
export const PLAIN_DEPTH = 3;

/**
 * Whether the KeyValue from `start` to `end` is well-formed and of the plain kind that nearly all are: a key and a value
 * that is a text, bytes, a number, a boolean or an array of these. False says nothing: the walk by the table of fields has to decide. It
 * takes half of the time that taking a request in takes, so it keeps to local variables.
 */
export function isPlainAttribute(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  while (at < end) {
    const tag = bytes[at];
    if (tag !== KEY && tag !== VALUE) return false;
    const length = shortLength(bytes, at + 1);
    const bodyStart = at + 1 + (length & 3);
    at = bodyStart + (length >> 2);
    if (length === 0 || at > end) return false;
    if (tag === VALUE && !isPlainValue(bytes, bodyStart, at)) return false;
  }
  return true;
}

function isPlainValue(bytes: Uint8Array, start: number, end: number): boolean {
  if (bytes[start] !== ARRAY || start === end) return isScalar(bytes, start, end);
  let at = bodyUpTo(bytes, start + 1, end);
  if (at < 0) return false;
  while (at < end) {
    const length = shortLength(bytes, at + 1);
    const valueStart = at + 1 + (length & 3);
    const valueEnd = valueStart + (length >> 2);
    if (bytes[at] !== VALUES || length === 0 || valueEnd > end) return false;
    if (!isScalar(bytes, valueStart, valueEnd)) return false;
    at = valueEnd;
  }
  return true;
}

function isScalar(bytes: Uint8Array, start: number, end: number): boolean {
  if (start === end) return true;
  switch (bytes[start]) {
    case STRING:
    case BYTES:
      return bodyUpTo(bytes, start + 1, end) >= 0;
    case BOOL:
    case INT: {
      let last = start + 1;
      while (last < end && (bytes[last] ?? 0) >= 0x80) last += 1;
      return last === end - 1 && last - start <= MAX_VARINT_BYTES;
    }
    case DOUBLE:
      return end - start === 9;
    default:
      return false;
  }
}
