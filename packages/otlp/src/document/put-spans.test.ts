import type { AttributeValue } from '@agent-attribution/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spanDocument, spanId, TRACE_ID } from '../../../../test/helpers/span-documents.js';
import { encodeMessage } from '../messages/encode-message.js';
import { MalformedOtlpError } from '../wire/malformed-otlp-error.js';
import type { SpanDocument } from './span-document.js';
import { writeOtlpJson, writeOtlpProto } from './write-otlp.js';

const value: fc.Arbitrary<AttributeValue> = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: 'grapheme' }),
    fc.integer(),
    fc.maxSafeInteger(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 3 }),
  ),
})).value;

const attributes = fc.dictionary(
  fc.oneof(fc.string(), fc.constantFrom('attribution.step.probability', '')),
  value,
  { maxKeys: 4 },
);
const micros = fc.integer({ min: 0, max: 4_000_000_000_000_000 });
const span: fc.Arbitrary<SpanDocument> = fc.record(
  {
    traceId: fc.constantFrom(TRACE_ID, 'no id'),
    spanId: fc.nat(99).map(spanId),
    parentSpanId: fc.constantFrom(undefined, spanId(1), ''),
    name: fc.string(),
    kind: fc.constantFrom(undefined, 'client' as const, 'unspecified' as const),
    startMicros: micros,
    endMicros: micros,
    statusCode: fc.constantFrom(undefined, 'ok' as const, 'unset' as const),
    statusMessage: fc.constantFrom(undefined, '', 'timed out'),
    attributes,
    droppedAttributesCount: fc.constantFrom(undefined, 0, 7),
    events: fc.array(fc.record({ name: fc.string(), timeMicros: micros, attributes }), { maxLength: 2 }),
    links: fc.array(
      fc.record({ traceId: fc.constant(TRACE_ID), spanId: fc.constant(spanId(3)), attributes }),
      { maxLength: 2 },
    ),
    scopeName: fc.constantFrom(undefined, 'a', 'b'),
    scopeVersion: fc.constantFrom(undefined, '1'),
    resource: fc.constantFrom(undefined, { 'service.name': 'a' }, { n: 1, list: ['x'] }),
  },
  { requiredKeys: ['traceId', 'spanId', 'name', 'startMicros', 'endMicros'] },
);

describe('writeOtlpProto', () => {
  it('gives the bytes of the same document in OTLP/JSON', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 5 }), (spans) => {
        const expected = encodeMessage('ExportTraceServiceRequest', writeOtlpJson(spans));
        expect(Buffer.from(writeOtlpProto(spans)).equals(expected)).toBe(true);
      }),
    );
  });

  it('refuses a time that is none, and goes on with the next document', () => {
    const good = spanDocument(1);
    const before = writeOtlpProto([good]);
    expect(() => writeOtlpProto([{ ...good, startMicros: -1 }])).toThrow(MalformedOtlpError);
    expect(writeOtlpProto([good])).toEqual(before);
  });
});
