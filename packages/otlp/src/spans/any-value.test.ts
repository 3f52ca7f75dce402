import { describe, expect, it } from 'vitest';
import { lengthDelimited } from '../../../../test/helpers/otlp-oracle.js';
import { encodeMessage } from '../messages/encode-message.js';
import { decodeAnyValue, decodeKeyValue } from './any-value.js';

/** Decodes a KeyValue whose value is given in these parts. */
function decodeParts(...parts: readonly object[]) {
  const value = parts.map((part) => lengthDelimited(2, encodeMessage('AnyValue', part)));
  const bytes = Buffer.concat([...value, encodeMessage('KeyValue', { key: 'key' })]);
  return decodeKeyValue(bytes, 0, bytes.length);
}

const list = (...values: readonly object[]) => ({ arrayValue: { values } });
const map = (key: string, value: object) => ({ kvlistValue: { values: [{ key, value }] } });

describe('a value that is given in parts', () => {
  it('is the last part', () => {
    expect(decodeParts({ stringValue: 'a' }, { intValue: 2 })).toEqual(['key', 2]);
    expect(decodeParts({ stringValue: 'a' }, {})).toEqual(['key', 'a']);
  });

  it('is joined when all parts are lists', () => {
    expect(decodeParts(list({ intValue: 1 }), list({ intValue: 2 }))).toEqual(['key', [1, 2]]);
    expect(decodeParts(map('a', { intValue: 1 }), map('b', { intValue: 2 }))).toEqual([
      'key',
      { a: 1, b: 2 },
    ]);
  });

  it('is not joined with a part of another kind', () => {
    expect(decodeParts(list({ intValue: 1 }), map('a', { intValue: 2 }))).toEqual(['key', { a: 2 }]);
    expect(decodeParts(map('a', { intValue: 1 }), list({ intValue: 2 }))).toEqual(['key', [2]]);
  });
});

it('is null when it holds nothing that is known', () => {
  const unknown = Buffer.from(lengthDelimited(99, Buffer.from('x')));
  expect(decodeAnyValue(unknown, 0, unknown.length)).toBeNull();
});
