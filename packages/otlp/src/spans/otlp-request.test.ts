import { describe, expect, it } from 'vitest';
import { encodeWithOracle, lengthDelimited } from '../../../../test/helpers/otlp-oracle.js';
import { encodeMessage } from '../messages/encode-message.js';
import { readOtlpJson, readOtlpProto } from './otlp-request.js';

const TRACE_ID = '0123456789abcdef0123456789abcdef';
const SPAN_ID = '0123456789abcdef';
const IDS = { traceId: TRACE_ID, spanId: SPAN_ID };

function json(...spans: readonly object[]): Uint8Array {
  return Buffer.from(JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }));
}

/** A request of one span, from the bytes of the span. */
function around(...span: readonly Uint8Array[]): Uint8Array {
  return lengthDelimited(1, lengthDelimited(2, lengthDelimited(2, Buffer.concat(span))));
}

function resourceWith(key: string): Uint8Array {
  return lengthDelimited(1, encodeMessage('Resource', { attributes: [{ key, value: { intValue: 1 } }] }));
}

/** An attribute whose value is so many arrays, one in the other. */
function attributeOf(arrays: number): Uint8Array {
  let value: Record<string, unknown> = {};
  for (let left = arrays; left > 0; left -= 1) value = { arrayValue: { values: [value] } };
  return encodeWithOracle('Span', { attributes: [{ key: 'deep', value }] });
}

function theSpan(bytes: Uint8Array) {
  const [span] = readOtlpProto(bytes).spans;
  if (span === undefined) throw new Error('no span');
  return span;
}

describe('a request', () => {
  it('may be empty', () => {
    expect(readOtlpProto(new Uint8Array())).toMatchObject({ spans: [], rejectedSpans: 0 });
    expect(readOtlpJson(Buffer.from('{}'))).toMatchObject({ spans: [], rejectedSpans: 0 });
  });

  it.each([
    ['no trace id', { traceId: undefined }],
    ['a trace id of 15 bytes', { traceId: TRACE_ID.slice(2) }],
    ['a trace id of 17 bytes', { traceId: `${TRACE_ID}00` }],
    ['a trace id of zeros', { traceId: '0'.repeat(32) }],
    ['a trace id that is not hex', { traceId: 'z'.repeat(32) }],
    ['a span id of 7 bytes', { spanId: SPAN_ID.slice(2) }],
    ['a span id of zeros', { spanId: '0'.repeat(16) }],
    ['a parent id of 4 bytes', { parentSpanId: '01020304' }],
    ['a link with an id of 4 bytes', { links: [{ traceId: '01020304', spanId: SPAN_ID }] }],
  ])('leaves out and counts a span with %s', (_, wrong) => {
    const { spans, rejectedSpans } = readOtlpJson(json({ ...IDS, ...wrong }, { ...IDS, name: 'good' }));
    expect(spans.map((span) => span.name)).toEqual(['good']);
    expect(rejectedSpans).toBe(1);
  });

  it.each([
    ['absent', {}],
    ['empty', { parentSpanId: '' }],
    ['zero', { parentSpanId: '0000000000000000' }],
  ])('has a root where the parent id is %s', (_, parent) => {
    expect(readOtlpJson(json({ ...IDS, ...parent })).spans[0]?.parentSpanId).toBeUndefined();
  });

  it('leaves out a link that points nowhere', () => {
    const links = [{}, { traceId: '0'.repeat(32), spanId: SPAN_ID }, IDS];
    expect(readOtlpJson(json({ ...IDS, links })).spans[0]?.links).toEqual([{ ...IDS, attributes: {} }]);
  });

  it('reads names as the .proto files spell them', () => {
    const text = JSON.stringify({
      resource_spans: [{ scope_spans: [{ spans: [{ trace_id: TRACE_ID, span_id: SPAN_ID }] }] }],
    });
    expect(readOtlpJson(Buffer.from(text)).spans[0]).toMatchObject(IDS);
  });
});

describe('a span', () => {
  const ids = encodeMessage('Span', IDS);

  it('has the last code and the last message of a status that is given in parts', () => {
    const parts = [{ code: 1, message: 'first' }, { code: 2 }].map((status) =>
      encodeMessage('Span', { status }),
    );
    expect(theSpan(around(ids, ...parts))).toMatchObject({ statusCode: 'error', statusMessage: 'first' });
  });

  it.each([
    ['unset', [0x18, 0x00]],
    ['ok', [0x18, 0x01]],
    ['error', [0x18, 0x02]],
    ['unset', [0x18, 0x80, 0x00]],
    ['unset', [0x18, 0x07]],
  ])('is %s where its status is the bytes %j', (code, status) => {
    expect(theSpan(around(ids, lengthDelimited(15, Buffer.from(status)))).statusCode).toBe(code);
  });

  it('takes a code of 0 for a code when it is the last of several', () => {
    const parts = [[0x18, 0x02], [0x18, 0x00], []].map((status) => lengthDelimited(15, Buffer.from(status)));
    expect(theSpan(around(ids, ...parts)).statusCode).toBe('unset');
  });

  it('reads what the JavaScript SDK writes of a span that dropped nothing', () => {
    const zeros = Buffer.from([0x30, 0x03, 0x50, 0x00, 0x60, 0x00, 0x70, 0x00, 0x85, 0x01, 1, 1, 0, 0]);
    expect(theSpan(around(ids, zeros))).toMatchObject({ kind: 'client', droppedAttributesCount: 0 });
    expect(() => readOtlpProto(around(ids, zeros.subarray(0, 13)))).toThrow('a number runs past its end');
  });

  it('has the attributes of a resource that is given in parts, before and after the spans', () => {
    const scopeSpans = lengthDelimited(2, lengthDelimited(2, ids));
    const span = theSpan(
      lengthDelimited(1, Buffer.concat([resourceWith('a'), scopeSpans, resourceWith('b')])),
    );
    expect([span.resourceAttribute('a'), span.resourceAttribute('b')]).toEqual([1, 1]);
  });

  it('has the name of a scope that stands behind it', () => {
    const scope = lengthDelimited(1, encodeMessage('InstrumentationScope', { name: 'late' }));
    const body = Buffer.concat([lengthDelimited(2, ids), scope]);
    expect(theSpan(lengthDelimited(1, lengthDelimited(2, body))).scopeName).toBe('late');
  });

  it('has the last value of an attribute that is given twice', () => {
    const attributes = [1, 2].map((intValue) => ({ key: 'a', value: { intValue } }));
    const span = theSpan(around(ids, encodeMessage('Span', { attributes })));
    expect([...span.attributeKeys()]).toEqual(['a']);
    expect(span.attribute('a')).toBe(2);
  });

  it('keeps __proto__ as a key like any other', () => {
    const item = { key: '__proto__', value: { stringValue: 'x' } };
    const attributes = [{ key: 'map', value: { kvlistValue: { values: [item] } } }];
    const value = theSpan(around(ids, encodeMessage('Span', { attributes }))).attribute('map');
    expect(Object.entries(value ?? {})).toEqual([['__proto__', 'x']]);
  });

  it('steps over fields, groups and enum values that it does not know', () => {
    const group = Buffer.from([0x9b, 0x06, 0x08, 0x01, 0x9c, 0x06]);
    const kind = encodeMessage('Span', { kind: 77 });
    expect(theSpan(around(lengthDelimited(99, ids), group, ids, kind))).toMatchObject({
      ...IDS,
      kind: 'unspecified',
    });
  });

  it('has the replacement character where its text is not UTF-8', () => {
    expect(theSpan(around(ids, lengthDelimited(5, Buffer.from([0x61, 0xff])))).name).toBe('a\uFFFD');
  });

  it('is refused when a known field has another wire type', () => {
    expect(() => readOtlpProto(around(ids, Buffer.from([0x28, 1])))).toThrow(
      'Span.name has the wrong wire type',
    );
  });

  it('is refused when a value in it is broken, before anybody asks for it', () => {
    const broken = lengthDelimited(9, lengthDelimited(2, Buffer.from([0x0a, 0x05, 0x61])));
    expect(() => readOtlpProto(around(ids, broken))).toThrow('a length runs past the end of its message');
  });

  it('holds values up to the nesting limit of messages', () => {
    // Of 100 messages, 6 enclose and make the value; each array takes two.
    expect(theSpan(around(ids, attributeOf(47))).attribute('deep')).toBeInstanceOf(Array);
    expect(() => readOtlpProto(around(ids, attributeOf(48)))).toThrow('nested more than 100 messages deep');
  });
});
