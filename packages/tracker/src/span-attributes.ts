import type { AttributeValue, SpanView } from '@agent-attribution/core';
import { cut, LIMITS } from './limits.js';

/** Keys that are remembered as JSON: spans have few different ones, and to write one takes as long as its value. */
const KNOWN_KEYS = 2_000;
const keyTexts = new Map<string, string>();

/** The attributes in their order as a JSON object; long texts are cut, and what then does not fit is left out. */
export function limitAttributes(
  span: SpanView,
  maxChars: number,
): { readonly json: string; readonly isTruncated: boolean } {
  const parts: string[] = [];
  let size = 2;
  let isTruncated = false;
  const shorten = (_: string, value: AttributeValue): AttributeValue => {
    if (typeof value !== 'string' || value.length <= LIMITS.attributeChars) return value;
    isTruncated = true;
    return cut(value, LIMITS.attributeChars);
  };
  for (const key of span.attributeKeys()) {
    const value = span.attribute(key);
    if (value === undefined) continue;
    // A replacer takes several times as long, and most values are short.
    const isShort =
      typeof value === 'string' ? value.length <= LIMITS.attributeChars : typeof value !== 'object';
    const part = keyText(key) + (isShort ? JSON.stringify(value) : JSON.stringify(value, shorten));
    if (size + part.length + 1 > maxChars) {
      isTruncated = true;
      continue;
    }
    size += part.length + 1;
    parts.push(part);
  }
  return { json: `{${parts.join(',')}}`, isTruncated };
}

function keyText(key: string): string {
  const known = keyTexts.get(key);
  if (known !== undefined) return known;
  const text = `${JSON.stringify(key)}:`;
  if (keyTexts.size < KNOWN_KEYS && key.length <= LIMITS.nameChars) keyTexts.set(key, text);
  return text;
}
