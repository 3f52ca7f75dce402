import { describe, expect, it } from 'vitest';
import { MAX_MESSAGE_DEPTH } from '../wire/wire-reader.js';
import { decodeMessage } from './decode-message.js';
import { encodeMessage } from './encode-message.js';
import type { MessageName } from './message-fields.js';

/** What is left of a message after it has been written. */
function kept(name: MessageName, value: unknown): unknown {
  return decodeMessage(name, encodeMessage(name, value));
}

/** A value that lies inside this many arrays; the value itself and each array take one message, each item another. */
function nested(arrays: number): unknown {
  let value: unknown = {};
  for (let left = arrays; left > 0; left -= 1) value = { arrayValue: { values: [value] } };
  return value;
}

describe('encodeMessage', () => {
  it.each([
    ['digits', '-7', '-7'],
    ['a number', 12, '12'],
    ['an exponent', '1e3', '1000'],
    ['the least 64-bit integer', '-9223372036854775808', '-9223372036854775808'],
    ['the greatest 64-bit integer', '9223372036854775807', '9223372036854775807'],
  ])('takes an integer as %s', (_, intValue, expected) => {
    expect(kept('AnyValue', { intValue })).toEqual({ intValue: expected });
  });

  it.each(['NaN', 'Infinity', '-Infinity'])('takes a double as "%s"', (doubleValue) => {
    expect(kept('AnyValue', { doubleValue })).toEqual({ doubleValue });
  });

  it.each([
    [3, 3],
    ['3', 3],
    ['SPAN_KIND_CLIENT', 3],
    ['client', 3],
  ])('takes the kind %j', (kind, expected) => {
    expect(kept('Span', { kind })).toEqual({ kind: expected });
  });

  it.each(['-9223372036854775808', '0', '9223372036854775807'])(
    'takes a signed fixed integer %s',
    (asInt) => {
      expect(kept('NumberDataPoint', { asInt })).toEqual({ asInt });
    },
  );

  it('takes numbers in a row', () => {
    const point = { bucketCounts: ['0', '18446744073709551615'], explicitBounds: [0.5, 'Infinity'] };
    expect(kept('HistogramDataPoint', point)).toEqual(point);
    expect(kept('HistogramDataPoint', { bucketCounts: [] })).toEqual({});
  });

  it.each([
    [{ bucketCounts: ['-1'] }, 'bucketCounts'],
    [{ bucketCounts: 1 }, 'bucketCounts'],
    [{ explicitBounds: ['x'] }, 'explicitBounds'],
  ])('refuses %j as numbers in a row', (point, path) => {
    expect(() => encodeMessage('HistogramDataPoint', point)).toThrow(
      `The OTLP data is malformed at ${path}: an array of numbers is expected.`,
    );
  });

  it('takes an unknown name of an enum as unspecified', () => {
    expect(kept('Span', { kind: 'SPAN_KIND_OF_TOMORROW' })).toEqual({});
  });

  it('says a default where one of several members is set, and leaves it out elsewhere', () => {
    expect(kept('AnyValue', { stringValue: '' })).toEqual({ stringValue: '' });
    expect(kept('AnyValue', { boolValue: false })).toEqual({ boolValue: false });
    expect(kept('Span', { name: '', kind: 0, flags: 0, startTimeUnixNano: '0' })).toEqual({});
  });

  it('keeps empty texts in a list of texts', () => {
    expect(kept('EntityRef', { idKeys: ['a', ''] })).toEqual({ idKeys: ['a', ''] });
  });

  it('ignores null and fields that it does not know', () => {
    expect(kept('Span', { name: null, attributes: null, color: 'red' })).toEqual({});
  });

  it('writes an id in capitals as the same id', () => {
    expect(kept('Span', { spanId: '00FFaa0000000001' })).toEqual({ spanId: '00ffaa0000000001' });
  });

  it('writes an id that is not hex as one that is invalid', () => {
    expect(kept('Span', { spanId: 'zzzzzzzzzzzzzzzz' })).toEqual({ spanId: '00' });
  });

  it.each([
    [{ resourceSpans: {} }, 'resourceSpans: an array is expected'],
    [{ resourceSpans: [{ scopeSpans: [null] }] }, 'resourceSpans[0].scopeSpans[0]: an object is expected'],
    [{ resourceSpans: [{ schemaUrl: 1 }] }, 'resourceSpans[0].schemaUrl: a string is expected'],
    [[], 'the top: an object is expected'],
  ])('says where %j is wrong', (document, message) => {
    expect(() => encodeMessage('ExportTraceServiceRequest', document)).toThrow(message);
  });

  it.each([
    ['AnyValue', { intValue: '9223372036854775808' }],
    ['AnyValue', { intValue: 1.5 }],
    ['AnyValue', { intValue: '' }],
    ['AnyValue', { doubleValue: 'much' }],
    ['AnyValue', { boolValue: 1 }],
    ['AnyValue', { bytesValue: 1 }],
    ['Span', { startTimeUnixNano: -1 }],
    ['Span', { endTimeUnixNano: '18446744073709551616' }],
    ['Span', { droppedAttributesCount: 4_294_967_296 }],
    ['Span', { flags: -1 }],
    ['Span', { traceId: 7 }],
    ['Span', { kind: true }],
  ] as const)('refuses a %s of %j', (name, value) => {
    expect(() => encodeMessage(name, value)).toThrow('expected');
  });

  it('takes values up to the nesting limit and refuses deeper ones', () => {
    const deepest = MAX_MESSAGE_DEPTH / 2;
    expect(kept('AnyValue', nested(deepest))).toEqual(nested(deepest));
    expect(() => encodeMessage('AnyValue', nested(deepest + 1))).toThrow(
      'nested more than 100 messages deep',
    );
  });

  it('reads the names of the .proto files when told to', () => {
    const bytes = encodeMessage('Span', { span_id: '00ff', start_time_unix_nano: '1' }, { snakeCase: true });
    expect(decodeMessage('Span', bytes)).toEqual({ spanId: '00ff', startTimeUnixNano: '1' });
  });
});
