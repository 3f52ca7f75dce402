import type { AttributeValue, SpanView } from '../span-view.js';

/** The attribute as text; numbers and booleans in their usual spelling, anything else undefined. Blank is undefined. */
export function readText(span: SpanView, key: string): string | undefined {
  const value = span.attribute(key);
  if (typeof value === 'string') return isBlank(value) ? undefined : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** Nearly all texts begin with something that can be seen. */
const isBlank = (text: string): boolean =>
  !(text.charCodeAt(0) > 0x20 && text.charCodeAt(0) < 0x7f) && text.trim() === '';

/** The attribute as a finite number; numeric text is accepted. */
export function readNumber(span: SpanView, key: string): number | undefined {
  return toNumber(span.attribute(key));
}

/** The attribute as true or false, also spelled out. */
export function readBoolean(span: SpanView, key: string): boolean | undefined {
  const value = span.attribute(key);
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : undefined;
}

/** The first of the keys that holds text. */
export function readFirstText(span: SpanView, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = readText(span, key);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** A list of texts: an array, a JSON array in a string (Jaeger and some exporters write that), or one text. */
export function readTexts(span: SpanView, key: string): readonly string[] {
  const value = span.attribute(key);
  if (value === undefined || value === null) return [];
  const list = typeof value === 'string' && value.startsWith('[') ? parseJson(value) : value;
  if (Array.isArray(list)) return list.every(isText) ? list : list.filter(isText);
  return typeof value === 'string' && value !== '' ? [value] : [];
}

const isText = (item: unknown): item is string => typeof item === 'string';

/** The value as data: JSON text is parsed, anything else is returned as it is. Undefined when it cannot be read. */
export function readJson(span: SpanView, key: string): AttributeValue | undefined {
  const value = span.attribute(key);
  return typeof value === 'string' ? parseJson(value) : value;
}

export function parseJson(text: string): AttributeValue | undefined {
  try {
    const value: AttributeValue = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

export function isRecord(
  value: AttributeValue | undefined,
): value is { readonly [key: string]: AttributeValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text of any value: strings as they are, data as JSON. */
export function asText(value: AttributeValue | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A finite number, also from numeric text. */
export function toNumber(value: AttributeValue | undefined): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}
