import { describe, expect, it } from 'vitest';
import { decodeWithOracle } from '../../../../test/helpers/otlp-oracle.js';
import { seeSpan } from '../../../../test/helpers/see-span.js';
import { spanDocument, spanId, TRACE_ID } from '../../../../test/helpers/span-documents.js';
import { readOtlpJson, readOtlpProto } from '../spans/otlp-request.js';
import type { SpanDocument } from './span-document.js';
import { writeOtlpJson, writeOtlpProto } from './write-otlp.js';

const FULL: SpanDocument = spanDocument(2, {
  parentSpanId: spanId(1),
  kind: 'client',
  statusCode: 'error',
  statusMessage: 'timed out',
  attributes: {
    text: 'é',
    whole: -3,
    part: 0.5,
    yes: true,
    none: null,
    list: ['a', 1],
    map: { key: 'value' },
  },
  droppedAttributesCount: 4,
  events: [{ name: 'retry', timeMicros: 1_700_000_000_000_100, attributes: { attempt: 2 } }],
  links: [{ traceId: TRACE_ID, spanId: spanId(9), attributes: { why: 'handoff' } }],
  scopeVersion: '1.0',
});

describe('writeOtlpJson', () => {
  it('loses nothing of what a view shows', () => {
    const [span] = readOtlpJson(Buffer.from(JSON.stringify(writeOtlpJson([FULL])))).spans;
    expect(span && seeSpan(span, ['service.name'])).toEqual({
      traceId: TRACE_ID,
      spanId: spanId(2),
      parentSpanId: spanId(1),
      name: 'span 2',
      kind: 'client',
      startMicros: FULL.startMicros,
      endMicros: FULL.endMicros,
      statusCode: 'error',
      statusMessage: 'timed out',
      scopeName: 'scope',
      droppedAttributesCount: 4,
      attributes: Object.entries(FULL.attributes ?? {}),
      resource: [['service.name', 'shop']],
      events: FULL.events,
      links: FULL.links,
    });
  });

  it('puts spans of equal resource and scope together, in the order in which they appear', () => {
    const other = { 'service.name': 'other' };
    const { resourceSpans } = writeOtlpJson([
      spanDocument(1),
      spanDocument(2, { resource: other }),
      spanDocument(3, { resource: { 'service.name': 'shop' } }),
      spanDocument(4, { scopeName: 'second' }),
    ]);
    const ids = resourceSpans.map((resource) =>
      [resource['scopeSpans']].flat().map((scope) => JSON.stringify(scope).match(/span \d/g)),
    );
    expect(ids).toEqual([[['span 1', 'span 3'], ['span 4']], [['span 2']]]);
  });

  it('writes a whole number as an integer, unless its attribute is a double by convention', () => {
    const attributes = { 'some.count': 1, 'attribution.step.probability': 1 };
    const text = JSON.stringify(writeOtlpJson([spanDocument(1, { attributes })]));
    expect(text).toContain('{"key":"some.count","value":{"intValue":"1"}}');
    expect(text).toContain('{"key":"attribution.step.probability","value":{"doubleValue":1}}');
  });

  it('writes numbers that no 64-bit integer holds exactly as doubles', () => {
    const attributes = { a: 2 ** 53 - 1, b: 2 ** 53, c: Number.NaN };
    const text = JSON.stringify(writeOtlpJson([spanDocument(1, { attributes })]));
    expect(text.match(/int|double/g)).toEqual(['int', 'double', 'double']);
    expect(text).toContain('{"doubleValue":"NaN"}');
  });
});

describe('writeOtlpProto', () => {
  it('writes what protobufjs and the reader understand alike', () => {
    const bytes = writeOtlpProto([FULL]);
    const json = readOtlpJson(Buffer.from(JSON.stringify(writeOtlpJson([FULL]))));
    expect(decodeWithOracle('Request', bytes)).toEqual(decodeWithOracle('Request', json.bytes));
    expect(readOtlpProto(bytes).spans[0]?.attribute('map')).toEqual({ key: 'value' });
  });
});
