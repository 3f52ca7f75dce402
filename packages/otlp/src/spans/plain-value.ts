import type { AttributeValue } from '@agent-attribution/core';
import { bodyUpTo, shortLength } from '../wire/short-length.js';
import { decodeKnownText } from './known-texts.js';
import { plainKeyAt } from './plain-key.js';

/** Tags of what an AnyValue may be, and of an ArrayValue's values. */
const STRING = 0x0a;
const BOOL = 0x10;
const INT = 0x18;
const DOUBLE = 0x21;
const ARRAY = 0x2a;
const VALUES = 0x0a;
/** Integers below 2^28. */
const MAX_INT_BYTES = 4;

/**
 * The value of a KeyValue that has been checked, when it is a text, a boolean, a double, a small integer or an array of
 * these; undefined when it is anything else, which `decodeKeyValue` has to decode.
 */
export function decodePlainValue(bytes: Buffer, start: number, end: number): AttributeValue | undefined {
  const keyAt = plainKeyAt(bytes, start, end);
  if (keyAt < 0) return undefined;
  const keyEnd = keyAt + (bytes[keyAt - 1] ?? 0);
  const lengthAt = keyEnd === end ? start + 1 : keyEnd + 1;
  const length = shortLength(bytes, lengthAt);
  const valueAt = lengthAt + (length & 3);
  const valueEnd = valueAt + (length >> 2);
  return bytes[valueAt] === ARRAY
    ? decodeArray(bytes, valueAt + 1, valueEnd)
    : decodeScalar(bytes, valueAt, valueEnd);
}

function decodeScalar(bytes: Buffer, start: number, end: number): AttributeValue | undefined {
  switch (start === end ? undefined : bytes[start]) {
    case STRING:
      return decodeText(bytes, start + 1, end);
    case BOOL:
      return end - start === 2 ? bytes[start + 1] !== 0 : undefined;
    case INT:
      return decodeInt(bytes, start + 1, end);
    case DOUBLE:
      return end - start === 9 ? bytes.readDoubleLE(start + 1) : undefined;
    default:
      return undefined;
  }
}

function decodeText(bytes: Buffer, lengthAt: number, end: number): string | undefined {
  const start = bodyUpTo(bytes, lengthAt, end);
  return start < 0 ? undefined : decodeKnownText(bytes, start, end);
}

function decodeArray(bytes: Buffer, lengthAt: number, end: number): AttributeValue[] | undefined {
  let at = bodyUpTo(bytes, lengthAt, end);
  if (at < 0) return undefined;
  let values: AttributeValue[] | undefined;
  while (at < end) {
    const length = shortLength(bytes, at + 1);
    if (bytes[at] !== VALUES || length === 0) return undefined;
    const start = at + 1 + (length & 3);
    at = start + (length >> 2);
    const value = decodeScalar(bytes, start, at);
    if (value === undefined) return undefined;
    // Most have one value, and a list that is begun empty takes room for many.
    if (values === undefined) values = [value];
    else values.push(value);
  }
  return values ?? [];
}

function decodeInt(bytes: Uint8Array, start: number, end: number): number | undefined {
  if (end - start > MAX_INT_BYTES) return undefined;
  let value = 0;
  for (let at = end - 1; at >= start; at--) {
    const byte = bytes[at] ?? 0;
    // Only the last byte ends the number.
    if (byte > 0x7f !== at < end - 1) return undefined;
    value = (value << 7) | (byte & 0x7f);
  }
  return value;
}
