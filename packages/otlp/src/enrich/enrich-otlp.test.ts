import type { SpanView } from '@agent-attribution/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { request } from '../../../../test/helpers/otlp-arbitraries.js';
import { encodeDescending, encodeWithOracle, lengthDelimited } from '../../../../test/helpers/otlp-oracle.js';
import { seeSpan } from '../../../../test/helpers/see-span.js';
import { spanDocument, spanId, TRACE_ID } from '../../../../test/helpers/span-documents.js';
import { writeOtlpProto } from '../document/write-otlp.js';
import { encodeMessage } from '../messages/encode-message.js';
import { readOtlpProto } from '../spans/otlp-request.js';
import { enrichOtlp } from './enrich-otlp.js';
import type { Enrichment } from './enrichment.js';

function enrich(bytes: Uint8Array, enrichment: Partial<Enrichment>): Uint8Array {
  return enrichOtlp(readOtlpProto(bytes), { traceId: TRACE_ID, attributes: new Map(), ...enrichment });
}

/** `trace/span name` with its attributes, in the order of the request. */
function summary(bytes: Uint8Array) {
  return readOtlpProto(bytes).spans.map((span) => ({
    id: span.spanId,
    service: span.resourceAttribute('service.name'),
    attributes: Object.fromEntries(Array.from(span.attributeKeys(), (key) => [key, span.attribute(key)])),
  }));
}

/** A field that no version of OTLP has. */
function unknown(text: string): Uint8Array {
  return lengthDelimited(1000, Buffer.from(text));
}

const VERDICT = { 'attribution.verdict': 'healthy' };

describe('enrichOtlp', () => {
  it('sets attributes on the spans it is told, and on no others', () => {
    const bytes = writeOtlpProto([spanDocument(1, { attributes: { own: 1 } }), spanDocument(2)]);
    expect(summary(enrich(bytes, { attributes: new Map([[spanId(1), VERDICT]]) }))).toEqual([
      { id: spanId(1), service: 'shop', attributes: { own: 1, ...VERDICT } },
      { id: spanId(2), service: 'shop', attributes: {} },
    ]);
  });

  it('leaves spans of another trace alone', () => {
    const bytes = writeOtlpProto([spanDocument(1, { traceId: 'b'.repeat(32) })]);
    expect(enrich(bytes, { attributes: new Map([[spanId(1), VERDICT]]) })).toEqual(bytes);
  });

  it('replaces an attribute that the span has', () => {
    const bytes = writeOtlpProto([spanDocument(1, { attributes: { a: 'old', b: 1 } })]);
    const [span] = readOtlpProto(enrich(bytes, { attributes: new Map([[spanId(1), { a: 'new' }]]) })).spans;
    expect(Array.from(span?.attributeKeys() ?? [])).toEqual(['b', 'a']);
    expect(span?.attribute('a')).toBe('new');
  });

  it('keeps unknown fields on every level, byte for byte', () => {
    const span = Buffer.concat([
      unknown('in the span'),
      encodeMessage('Span', { traceId: TRACE_ID, spanId: spanId(1), name: 'x' }),
      unknown('behind its fields'),
    ]);
    const scope = Buffer.concat([lengthDelimited(2, span), unknown('in the scope')]);
    const resource = Buffer.concat([unknown('in the resource'), lengthDelimited(2, scope)]);
    const bytes = Buffer.concat([lengthDelimited(1, resource), unknown('in the request')]);

    const verdict = lengthDelimited(9, encodeMessage('KeyValue', { key: 'v', value: { stringValue: 'x' } }));
    const scopeAfter = Buffer.concat([
      lengthDelimited(2, Buffer.concat([span, verdict])),
      unknown('in the scope'),
    ]);
    const after = Buffer.concat([
      lengthDelimited(1, Buffer.concat([unknown('in the resource'), lengthDelimited(2, scopeAfter)])),
      unknown('in the request'),
    ]);
    expect(Buffer.from(enrich(bytes, { attributes: new Map([[spanId(1), { v: 'x' }]]) }))).toEqual(after);
  });

  it('adds a span to the resource of its parent', () => {
    const bytes = writeOtlpProto([
      spanDocument(1, { resource: { 'service.name': 'first' } }),
      spanDocument(2, { resource: { 'service.name': 'second' } }),
    ]);
    const extraSpans = [spanDocument(7, { parentSpanId: spanId(1), resource: {} })];
    expect(summary(enrich(bytes, { extraSpans })).map(({ id, service }) => [id, service])).toEqual([
      [spanId(1), 'first'],
      [spanId(7), 'first'],
      [spanId(2), 'second'],
    ]);
  });

  it('adds a span whose parent is another added span to the resource of the nearest that is not', () => {
    const extraSpans = [
      spanDocument(8, { parentSpanId: spanId(7), resource: {} }),
      spanDocument(7, { parentSpanId: spanId(1), resource: {} }),
    ];
    const enriched = summary(enrich(writeOtlpProto([spanDocument(1)]), { extraSpans }));
    expect(enriched.map(({ service }) => service)).toEqual(['shop', 'shop', 'shop']);
  });

  it('gives a resource of its own to a span without an ancestor in the request', () => {
    const own = { resource: { 'service.name': 'own' } };
    const extraSpans = [
      spanDocument(7, own),
      spanDocument(8, { ...own, parentSpanId: spanId(9) }),
      spanDocument(9, { ...own, parentSpanId: spanId(8) }),
    ];
    const enriched = summary(enrich(writeOtlpProto([spanDocument(1)]), { extraSpans }));
    expect(enriched.map(({ service }) => service)).toEqual(['shop', 'own', 'own', 'own']);
  });

  it('emits only the selected spans, without resources and scopes that are left empty', () => {
    const bytes = writeOtlpProto([
      spanDocument(1),
      spanDocument(2, { scopeName: 'other scope' }),
      spanDocument(3, { resource: { 'service.name': 'other' } }),
    ]);
    const only = enrich(bytes, { select: (span) => span.spanId === spanId(2) });
    expect(only).toEqual(writeOtlpProto([spanDocument(2, { scopeName: 'other scope' })]));
  });

  it('asks once about each span', () => {
    const asked: string[] = [];
    const select = (span: SpanView) => asked.push(span.spanId) > 0;
    enrich(writeOtlpProto([spanDocument(1), spanDocument(2)]), { select });
    expect(asked).toEqual([spanId(1), spanId(2)]);
  });

  it('leaves out spans with invalid ids', () => {
    const bytes = writeOtlpProto([spanDocument(1), spanDocument(2, { spanId: '00' })]);
    expect(enrich(bytes, {})).toEqual(writeOtlpProto([spanDocument(1)]));
  });

  it('changes no byte when there is nothing to change', () => {
    fc.assert(
      fc.property(request, ({ proto }) => {
        const bytes = encodeDescending('Request', proto);
        expect(Buffer.from(enrich(bytes, {}))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('gives the same bytes twice as once, and changes nothing but what it was told', () => {
    const encoders = [encodeWithOracle, encodeDescending];
    const values = fc.dictionary(
      fc.constantFrom('a', 'b', ''),
      fc.constantFrom<string | number>('x', 1, 0.5),
    );
    fc.assert(
      fc.property(
        request,
        values,
        fc.constantFrom(...encoders),
        fc.boolean(),
        ({ seen, proto }, added, encode, orphan) => {
          const before = encode('Request', proto);
          const traceId = seen[0]?.traceId ?? TRACE_ID;
          const enrichment: Enrichment = {
            traceId,
            attributes: new Map(seen.slice(0, 2).map((span) => [span.spanId, added])),
            extraSpans: [spanDocument(5, { traceId, parentSpanId: orphan ? undefined : seen[0]?.spanId })],
          };
          const once = enrichOtlp(readOtlpProto(before), enrichment);
          expect(enrichOtlp(readOtlpProto(once), enrichment)).toEqual(once);

          const after = readOtlpProto(once).spans.filter((span) => span.spanId !== spanId(5));
          const untouched = (span: ReturnType<typeof seeSpan>) => ({
            ...span,
            resource: [],
            attributes: span.attributes.filter(([key]) => !Object.hasOwn(added, key)),
          });
          expect(after.map((span) => untouched(seeSpan(span, [])))).toEqual(seen.map(untouched));
        },
      ),
    );
  });
});
