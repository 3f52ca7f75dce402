import type { AttributeValue } from '@agent-attribution/core';
import { int64ToNumber } from '../wire/int64.js';
import { WireReader } from '../wire/wire-reader.js';
import { decodeKnownText } from './known-texts.js';

const ANY_VALUE = { string: 1, bool: 2, int: 3, double: 4, array: 5, list: 6, bytes: 7 } as const;

/**
 * Decodes an AnyValue that has been checked. The last of several members wins; arrays and lists that are given in parts
 * are joined. An AnyValue that holds nothing is null.
 *
 * @param before what an earlier part of the same value gave.
 */
export function decodeAnyValue(
  bytes: Buffer,
  start: number,
  end: number,
  before: AttributeValue = null,
): AttributeValue {
  const reader = new WireReader(bytes, start, end);
  let value = before;
  while (reader.next()) {
    if (reader.fieldNumber === ANY_VALUE.string) value = decodeText(reader, 'utf8');
    else if (reader.fieldNumber === ANY_VALUE.bytes) value = decodeText(reader, 'base64');
    else if (reader.fieldNumber === ANY_VALUE.double) value = reader.readDouble();
    else if (reader.fieldNumber === ANY_VALUE.array) value = decodeArray(reader, value);
    else if (reader.fieldNumber === ANY_VALUE.list) value = decodeList(reader, value);
    else if (reader.fieldNumber === ANY_VALUE.int) {
      reader.readVarint();
      value = int64ToNumber(reader.low, reader.high);
    } else if (reader.fieldNumber === ANY_VALUE.bool) {
      reader.readVarint();
      value = reader.low !== 0 || reader.high !== 0;
    } else reader.skip();
  }
  return value;
}

/** Key and value of a KeyValue that has been checked, in whichever order they come. */
export function decodeKeyValue(bytes: Buffer, start: number, end: number): [string, AttributeValue] {
  const reader = new WireReader(bytes, start, end);
  let key = '';
  let value: AttributeValue = null;
  while (reader.next()) {
    if (reader.fieldNumber === 1) key = decodeText(reader, 'utf8');
    else if (reader.fieldNumber === 2) {
      const valueEnd = reader.readLength();
      value = decodeAnyValue(bytes, reader.position, valueEnd, value);
      reader.position = valueEnd;
    } else reader.skip();
  }
  return [key, value];
}

/** The key of a KeyValue that has been checked, without its value. */
export function decodeKey(bytes: Buffer, start: number, end: number): string {
  const reader = new WireReader(bytes, start, end);
  let key = '';
  while (reader.next()) {
    if (reader.fieldNumber === 1) {
      const keyEnd = reader.readLength();
      key = decodeKnownText(bytes, reader.position, keyEnd);
      reader.position = keyEnd;
    } else reader.skip();
  }
  return key;
}

export function decodeText(reader: WireReader, encoding: 'utf8' | 'base64'): string {
  const end = reader.readLength();
  const text = reader.bytes.toString(encoding, reader.position, end);
  reader.position = end;
  return text;
}

function decodeArray(parent: WireReader, before: AttributeValue): AttributeValue {
  const end = parent.readLength();
  const reader = new WireReader(parent.bytes, parent.position, end);
  const values: AttributeValue[] = Array.isArray(before) ? [...before] : [];
  while (reader.next()) {
    if (reader.fieldNumber !== 1) {
      reader.skip();
      continue;
    }
    const valueEnd = reader.readLength();
    values.push(decodeAnyValue(reader.bytes, reader.position, valueEnd));
    reader.position = valueEnd;
  }
  parent.position = end;
  return values;
}

function decodeList(parent: WireReader, before: AttributeValue): AttributeValue {
  const end = parent.readLength();
  const reader = new WireReader(parent.bytes, parent.position, end);
  const isList = typeof before === 'object' && before !== null && !Array.isArray(before);
  const entries: [string, AttributeValue][] = isList ? Object.entries(before) : [];
  while (reader.next()) {
    if (reader.fieldNumber !== 1) {
      reader.skip();
      continue;
    }
    const entryEnd = reader.readLength();
    entries.push(decodeKeyValue(reader.bytes, reader.position, entryEnd));
    reader.position = entryEnd;
  }
  parent.position = end;
  // Object.fromEntries defines properties, so that a key named __proto__ stays a key.
  return Object.fromEntries(entries);
}
