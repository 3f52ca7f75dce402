import type { AttributeValue } from '@agent-attribution/core';
import { shortLength } from '../wire/short-length.js';
import { decodeKnownText } from './known-texts.js';
import { plainKeyAt } from './plain-key.js';

/** Tags of what an AnyValue may be. */
const STRING = 0x0a;
const BOOL = 0x10;
const INT = 0x18;
const DOUBLE = 0x21;
/** Integers below 2^28. */
const MAX_INT_BYTES = 4;

/**
 * The value of a KeyValue that has been checked, when it is a text, a boolean, a double or a small integer; undefined
 * when it is anything else, which `decodeKeyValue` has to decode.
 */
export function decodePlainValue(bytes: Buffer, start: number, end: number): AttributeValue | undefined {
  const keyAt = plainKeyAt(bytes, start, end);
  if (keyAt < 0) return undefined;
  const keyEnd = keyAt + (bytes[keyAt - 1] ?? 0);
  const lengthAt = keyEnd === end ? start + 1 : keyEnd + 1;
  const length = shortLength(bytes, lengthAt);
  const valueAt = lengthAt + (length & 3);
  const valueEnd = valueAt + (length >> 2);
  switch (valueAt === valueEnd ? undefined : bytes[valueAt]) {
    case STRING:
      return decodeText(bytes, valueAt + 1, valueEnd);
    case BOOL:
      return valueEnd - valueAt === 2 ? bytes[valueAt + 1] !== 0 : undefined;
    case INT:
      return decodeInt(bytes, valueAt + 1, valueEnd);
    case DOUBLE:
      return valueEnd - valueAt === 9 ? bytes.readDoubleLE(valueAt + 1) : undefined;
    default:
      return undefined;
  }
}

function decodeText(bytes: Buffer, lengthAt: number, end: number): string | undefined {
  const length = shortLength(bytes, lengthAt);
  const start = lengthAt + (length & 3);
  return length !== 0 && start + (length >> 2) === end ? decodeKnownText(bytes, start, end) : undefined;
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
