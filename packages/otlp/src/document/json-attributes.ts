import type { AttributeMap, AttributeValue } from '@agent-attribution/core';
import type { JsonObject } from '../messages/json-value.js';
import { DOUBLE_ATTRIBUTES } from './double-attributes.js';

/** Attributes as OTLP/JSON KeyValues, in the order of the map. */
export function toKeyValues(attributes: AttributeMap): JsonObject[] {
  return Object.entries(attributes).map(([key, value]) => toKeyValue(key, value));
}

/** One attribute as an OTLP/JSON KeyValue. */
export function toKeyValue(key: string, value: AttributeValue): JsonObject {
  return { key, value: toAnyValue(value, DOUBLE_ATTRIBUTES.has(key)) };
}

export function toAnyValue(value: AttributeValue, isDouble = false): JsonObject {
  if (value === null) return {};
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number') return toNumber(value, isDouble);
  if (Array.isArray(value)) return { arrayValue: { values: value.map((item) => toAnyValue(item)) } };
  return {
    kvlistValue: {
      values: Object.entries(value).map(([key, item]) => ({ key, value: toAnyValue(item) })),
    },
  };
}

function toNumber(value: number, isDouble: boolean): JsonObject {
  if (isInteger(value, isDouble)) return { intValue: String(value) };
  return { doubleValue: Number.isFinite(value) ? value : String(value) };
}

/** Whether a number is written as an integer. */
export function isInteger(value: number, isDouble: boolean): boolean {
  return !isDouble && Number.isSafeInteger(value) && !Object.is(value, -0);
}
