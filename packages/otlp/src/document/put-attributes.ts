import type { AttributeMap, AttributeValue } from '@agent-attribution/core';
import { encodeMessage } from '../messages/encode-message.js';
import { halvesOf } from '../wire/int64.js';
import type { ReverseWriter } from '../wire/reverse-writer.js';
import { DOUBLE_ATTRIBUTES } from './double-attributes.js';
import { isInteger, toAnyValue } from './json-attributes.js';

/** Field numbers of KeyValue and AnyValue. */
const KEY = 1;
const VALUE = 2;
const ANY_VALUE = { string: 1, bool: 2, int: 3, double: 4 } as const;

/** Messages around an attribute's value, at most: request, resource, scope, span, event, attribute. */
const DEPTH = 6;

/** Writes attributes, last first as the writer works: the bytes that `toKeyValues` and `encodeMessage` make, in a quarter of their time. */
export function putAttributes(writer: ReverseWriter, fieldNumber: number, attributes: AttributeMap): void {
  const keys = Object.keys(attributes);
  for (let at = keys.length - 1; at >= 0; at -= 1) {
    const key = keys[at] ?? '';
    putAttribute(writer, fieldNumber, key, attributes[key] ?? null);
  }
}

function putAttribute(writer: ReverseWriter, fieldNumber: number, key: string, value: AttributeValue): void {
  const mark = writer.length;
  putAnyValue(writer, value, key);
  writer.close(VALUE, mark);
  if (key !== '') writer.textField(KEY, key);
  writer.close(fieldNumber, mark);
}

function putAnyValue(writer: ReverseWriter, value: AttributeValue, key: string): void {
  if (value === null) return;
  if (typeof value === 'string') writer.textField(ANY_VALUE.string, value);
  else if (typeof value === 'boolean') writer.varintField(ANY_VALUE.bool, value ? 1 : 0, 0);
  else if (typeof value === 'object')
    writer.bytes(encodeMessage('AnyValue', toAnyValue(value), { depth: DEPTH }));
  else if (isInteger(value, DOUBLE_ATTRIBUTES.has(key))) {
    const { low, high } = halvesOf(value);
    writer.varintField(ANY_VALUE.int, low, high);
  } else writer.doubleField(ANY_VALUE.double, value);
}
