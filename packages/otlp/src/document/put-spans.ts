import type { SpanEventView, SpanLinkView } from '@agent-attribution/core';
import { SCALAR_ENCODERS } from '../messages/encode-scalar.js';
import { SPAN_KINDS, STATUS_CODES } from '../messages/enums.js';
import type { ScalarType } from '../messages/message-fields.js';
import { MalformedOtlpError } from '../wire/malformed-otlp-error.js';
import { microsToNanos } from '../wire/int64.js';
import type { ReverseWriter } from '../wire/reverse-writer.js';
import { SPAN_FIELD as SPAN } from '../spans/span-fields.js';
import { groupByResource, groupByScope } from './group-spans.js';
import { putAttributes } from './put-attributes.js';
import type { SpanDocument } from './span-document.js';

/** Field numbers, by message; `message-fields.ts` has their types. */
const REQUEST = { resourceSpans: 1 } as const;
const RESOURCE_SPANS = { resource: 1, scopeSpans: 2 } as const;
const RESOURCE = { attributes: 1 } as const;
const SCOPE_SPANS = { scope: 1, spans: 2 } as const;
const SCOPE = { name: 1, version: 2 } as const;
const EVENT = { time: 1, name: 2, attributes: 3 } as const;
const LINK = { traceId: 1, spanId: 2, attributes: 4 } as const;
const STATUS = { message: 2, code: 3 } as const;

/** Writes what `writeOtlpJson` describes, as an ExportTraceServiceRequest, without the document in between. */
export function putResourceSpans(writer: ReverseWriter, spans: Iterable<SpanDocument>): void {
  for (const group of groupByResource(spans).toReversed()) {
    const mark = writer.length;
    putScopeSpans(writer, group);
    const resource = writer.length;
    putAttributes(writer, RESOURCE.attributes, group[0]?.resource ?? {});
    writer.close(RESOURCE_SPANS.resource, resource);
    writer.close(REQUEST.resourceSpans, mark);
  }
}

/** Writes spans as the ScopeSpans of one resource. */
export function putScopeSpans(writer: ReverseWriter, spans: Iterable<SpanDocument>): void {
  for (const group of groupByScope(spans).toReversed()) {
    const mark = writer.length;
    for (let at = group.length - 1; at >= 0; at -= 1) {
      const span = group[at];
      if (span !== undefined) putNested(writer, SCOPE_SPANS.spans, () => putSpan(writer, span));
    }
    putNested(writer, SCOPE_SPANS.scope, () => {
      put(writer, 'string', SCOPE.version, group[0]?.scopeVersion);
      put(writer, 'string', SCOPE.name, group[0]?.scopeName);
    });
    writer.close(RESOURCE_SPANS.scopeSpans, mark);
  }
}

function putSpan(writer: ReverseWriter, span: SpanDocument): void {
  putNested(writer, SPAN.status, () => {
    put(writer, 'StatusCode', STATUS.code, STATUS_CODES.indexOf(span.statusCode ?? 'unset'));
    put(writer, 'string', STATUS.message, span.statusMessage);
  });
  for (const link of span.links?.toReversed() ?? [])
    putNested(writer, SPAN.links, () => putLink(writer, link));
  for (const event of span.events?.toReversed() ?? []) {
    putNested(writer, SPAN.events, () => putEvent(writer, event));
  }
  put(writer, 'uint32', SPAN.droppedAttributesCount, span.droppedAttributesCount);
  putAttributes(writer, SPAN.attributes, span.attributes ?? {});
  putTime(writer, SPAN.end, span.endMicros);
  putTime(writer, SPAN.start, span.startMicros);
  put(writer, 'SpanKind', SPAN.kind, SPAN_KINDS.indexOf(span.kind ?? 'unspecified'));
  put(writer, 'string', SPAN.name, span.name);
  put(writer, 'id', SPAN.parentSpanId, span.parentSpanId);
  put(writer, 'id', SPAN.spanId, span.spanId);
  put(writer, 'id', SPAN.traceId, span.traceId);
}

function putEvent(writer: ReverseWriter, event: SpanEventView): void {
  putAttributes(writer, EVENT.attributes, event.attributes);
  put(writer, 'string', EVENT.name, event.name);
  putTime(writer, EVENT.time, event.timeMicros);
}

function putLink(writer: ReverseWriter, link: SpanLinkView): void {
  putAttributes(writer, LINK.attributes, link.attributes);
  put(writer, 'id', LINK.spanId, link.spanId);
  put(writer, 'id', LINK.traceId, link.traceId);
}

function putNested(writer: ReverseWriter, fieldNumber: number, write: () => void): void {
  const mark = writer.length;
  write();
  writer.close(fieldNumber, mark);
}

/** Times that are no microseconds since the epoch take the way of their digits, as in OTLP/JSON. */
function putTime(writer: ReverseWriter, fieldNumber: number, micros: number): void {
  if (micros > 0 && Number.isSafeInteger(micros)) {
    const { low, high } = microsToNanos(micros);
    writer.fixed64Field(fieldNumber, low, high);
  } else put(writer, 'fixed64', fieldNumber, toNanos(micros));
}

/** @throws MalformedOtlpError when the value is not what its field holds. */
function put(writer: ReverseWriter, type: ScalarType, fieldNumber: number, value: unknown): void {
  if (value === undefined) return;
  const expected = SCALAR_ENCODERS[type](writer, fieldNumber, value, false);
  if (expected !== undefined)
    throw new MalformedOtlpError('shape', `field ${fieldNumber}`, `${expected} is expected`);
}

/** Digits, as OTLP/JSON writes 64-bit integers. */
export function toNanos(micros: number): string {
  return micros === 0 ? '0' : `${micros}000`;
}
