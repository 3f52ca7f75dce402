import type { SpanEventView, SpanLinkView } from '@agent-attribution/core';
import { SPAN_KINDS, STATUS_CODES } from '../messages/enums.js';
import type { JsonObject } from '../messages/json-value.js';
import { ReverseWriter } from '../wire/reverse-writer.js';
import { groupByResource, groupByScope } from './group-spans.js';
import { toKeyValues } from './json-attributes.js';
import { putResourceSpans, toNanos } from './put-spans.js';
import type { SpanDocument } from './span-document.js';

/** A trace export request in OTLP/JSON. */
export interface OtlpJsonDocument extends JsonObject {
  readonly resourceSpans: readonly JsonObject[];
}

/**
 * Spans as one OTLP/JSON trace export request. Spans of equal resource and scope stand together, in the order in which
 * they first appear: the same spans give the same document.
 *
 * @example
 * await writeFile('trace.json', JSON.stringify(writeOtlpJson(spans)));
 */
export function writeOtlpJson(spans: Iterable<SpanDocument>): OtlpJsonDocument {
  return {
    resourceSpans: groupByResource(spans).map((group) => ({
      resource: { attributes: toKeyValues(group[0]?.resource ?? {}) },
      scopeSpans: writeScopeSpans(group),
    })),
  };
}

/** Spans as one OTLP protobuf trace export request, grouped as `writeOtlpJson` does. */
export function writeOtlpProto(spans: Iterable<SpanDocument>): Uint8Array {
  const writer = new ReverseWriter();
  putResourceSpans(writer, spans);
  return writer.finish();
}

function writeScopeSpans(spans: Iterable<SpanDocument>): JsonObject[] {
  return groupByScope(spans).map((group) => ({
    scope: {
      ...when('name', group[0]?.scopeName),
      ...when('version', group[0]?.scopeVersion),
    },
    spans: group.map(writeSpan),
  }));
}

function writeSpan(span: SpanDocument): JsonObject {
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    ...when('parentSpanId', span.parentSpanId),
    name: span.name,
    kind: SPAN_KINDS.indexOf(span.kind ?? 'unspecified'),
    startTimeUnixNano: toNanos(span.startMicros),
    endTimeUnixNano: toNanos(span.endMicros),
    attributes: toKeyValues(span.attributes ?? {}),
    ...when('droppedAttributesCount', span.droppedAttributesCount),
    ...whenAny('events', span.events?.map(writeEvent)),
    ...whenAny('links', span.links?.map(writeLink)),
    status: {
      ...when('message', span.statusMessage),
      ...when('code', STATUS_CODES.indexOf(span.statusCode ?? 'unset')),
    },
  };
}

function writeEvent(event: SpanEventView): JsonObject {
  return {
    timeUnixNano: toNanos(event.timeMicros),
    name: event.name,
    attributes: toKeyValues(event.attributes),
  };
}

function writeLink(link: SpanLinkView): JsonObject {
  return { traceId: link.traceId, spanId: link.spanId, attributes: toKeyValues(link.attributes) };
}

function when(key: string, value: string | number | undefined): JsonObject {
  return value === undefined || value === '' || value === 0 ? {} : { [key]: value };
}

function whenAny(key: string, values: readonly JsonObject[] | undefined): JsonObject {
  return values === undefined || values.length === 0 ? {} : { [key]: values };
}
