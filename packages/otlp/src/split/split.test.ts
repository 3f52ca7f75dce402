import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { request } from '../../../../test/helpers/otlp-arbitraries.js';
import { mutate, seededRandom } from '../../../../test/helpers/mutate.js';
import { encodeDescending, encodeWithOracle, lengthDelimited } from '../../../../test/helpers/otlp-oracle.js';
import { spanDocument, spanId, TRACE_ID } from '../../../../test/helpers/span-documents.js';
import { writeOtlpProto } from '../document/write-otlp.js';
import { enrichOtlp } from '../enrich/enrich-otlp.js';
import { readOtlpProto } from '../spans/otlp-request.js';
import { copySpans } from './copy-spans.js';
import { hexId, scanRequest } from './scan-request.js';

/** The spans of each trace copied out, by trace id. */
function split(bytes: Uint8Array): Map<string, Uint8Array> {
  const { layout, traceIds } = scanRequest(bytes);
  const places = new Map<string, number[]>();
  traceIds.forEach((traceId, span) => {
    if (traceId !== '') places.set(traceId, [...(places.get(traceId) ?? []), span]);
  });
  return new Map(
    [...places].map(([traceId, spans]) => [hexId(traceId), copySpans([{ bytes, layout, spans }])]),
  );
}

/** What reading bytes ends in. */
const refuses = (read: () => unknown): string => {
  try {
    read();
    return 'taken';
  } catch (error) {
    return String(error);
  }
};

describe('splitting a request by trace', () => {
  it('gives the bytes that selecting the spans of a trace gives', () => {
    fc.assert(
      fc.property(request, fc.constantFrom(encodeWithOracle, encodeDescending), ({ proto }, encode) => {
        const bytes = encode('Request', proto);
        for (const [traceId, copied] of split(bytes)) {
          const select = (span: { traceId: string }) => span.traceId === traceId;
          const selected = enrichOtlp(readOtlpProto(bytes), { traceId, attributes: new Map(), select });
          expect(readOtlpProto(copied).spans.map((span) => span.spanId)).toEqual(
            readOtlpProto(selected).spans.map((span) => span.spanId),
          );
          expect(Buffer.from(copied)).toEqual(Buffer.from(selected));
        }
      }),
    );
  });

  it('sees the ids that a reader sees', () => {
    fc.assert(
      fc.property(request, ({ proto }) => {
        const bytes = encodeDescending('Request', proto);
        const { traceIds, spanIds, parentSpanIds, rejectedSpans } = scanRequest(bytes);
        const { spans, rejectedSpans: rejected } = readOtlpProto(bytes);
        const seen = traceIds.flatMap((traceId, at) =>
          traceId === ''
            ? []
            : [[hexId(traceId), hexId(spanIds[at] ?? ''), hexId(parentSpanIds[at] ?? '') || undefined]],
        );
        expect(seen).toEqual(spans.map((span) => [span.traceId, span.spanId, span.parentSpanId]));
        expect(rejectedSpans).toBe(rejected);
      }),
    );
  });

  it('refuses what a reader refuses', () => {
    const good = writeOtlpProto([spanDocument(1, { attributes: { a: ['b'] } }), spanDocument(2)]);
    const random = seededRandom(1);
    for (let round = 0; round < 2000; round++) {
      const bytes = mutate(good, random);
      expect(refuses(() => scanRequest(bytes))).toBe(refuses(() => readOtlpProto(bytes)));
    }
  });

  it('puts spans of several requests into one', () => {
    const parts = [spanDocument(1), spanDocument(2)].map((span) => {
      const bytes = writeOtlpProto([span]);
      return { bytes, layout: scanRequest(bytes).layout, spans: [0] };
    });
    expect(readOtlpProto(copySpans(parts)).spans.map((span) => span.spanId)).toEqual([spanId(1), spanId(2)]);
  });

  it('takes memory of just the size that is needed', () => {
    // More than the pieces that small buffers share.
    const attributes = { text: 'x'.repeat(50_000) };
    const bytes = writeOtlpProto([1, 2, 3].map((id) => spanDocument(id, { attributes })));
    const copied = copySpans([{ bytes, layout: scanRequest(bytes).layout, spans: [0, 2] }]);
    expect(copied.buffer.byteLength).toBe(copied.length);
  });

  it('leaves out spans with invalid ids and counts them', () => {
    const bytes = writeOtlpProto([spanDocument(1, { spanId: '00' }), spanDocument(2)]);
    expect(scanRequest(bytes)).toMatchObject({ rejectedSpans: 1, traceIds: ['', expect.any(String)] });
    expect(Buffer.from(split(bytes).get(TRACE_ID) ?? [])).toEqual(
      Buffer.from(writeOtlpProto([spanDocument(2)])),
    );
  });

  it.each([
    ['attribution', true],
    ['attribution.', false],
    ['', false],
  ])('tells that a span is called %o like those that bring a verdict: %s', (name, isCalledSo) => {
    const spans = [spanDocument(1, { name }), spanDocument(2)];
    expect(scanRequest(writeOtlpProto(spans)).mayBringVerdict).toBe(isCalledSo);
    expect(scanRequest(writeOtlpProto(spans.toReversed())).mayBringVerdict).toBe(isCalledSo);
  });

  it('takes a request with nothing but unknown fields', () => {
    expect(scanRequest(lengthDelimited(1000, Buffer.from('x'))).traceIds).toEqual([]);
  });
});
