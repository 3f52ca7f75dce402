import { isJsonObject, type JsonObject, type JsonValue } from '../messages/json-value.js';

/** A tag of Jaeger JSON. */
export interface JaegerTag {
  readonly key: string;
  readonly type: string | undefined;
  readonly value: JsonValue;
}

/** The tags in `list`; what is not a tag is left out. */
export function readTags(list: unknown): JaegerTag[] {
  return objectsIn(list).flatMap(({ key, type, value }) =>
    typeof key === 'string' && value !== undefined
      ? [{ key, type: typeof type === 'string' ? type.toLowerCase() : undefined, value }]
      : [],
  );
}

/** A tag as an OTLP/JSON KeyValue. Jaeger holds lists and objects as JSON text; they stay text. */
export function tagToKeyValue(tag: JaegerTag): JsonObject {
  return { key: tag.key, value: anyValueOf(tag) };
}

function anyValueOf({ type, value }: JaegerTag): JsonObject {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (type === 'int64' && /^-?\d+$/.test(text)) return { intValue: text };
  if ((type === 'float64' || type === 'int64') && !Number.isNaN(number)) return { doubleValue: number };
  if (type === 'bool' && (text === 'true' || text === 'false')) return { boolValue: text === 'true' };
  if (type === 'binary') return { bytesValue: text };
  if (type === undefined && typeof value === 'boolean') return { boolValue: value };
  if (type === undefined && typeof value === 'number') {
    return Number.isSafeInteger(value) ? { intValue: text } : { doubleValue: value };
  }
  return { stringValue: text };
}

export function objectsIn(list: unknown): JsonObject[] {
  return Array.isArray(list) ? list.filter(isJsonObject) : [];
}
