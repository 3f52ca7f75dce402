import type { AttributeMap, SpanEventView, SpanLinkView } from '@agent-attribution/core';
import { encodeMessage } from '../messages/encode-message.js';
import { SPAN_KINDS, STATUS_CODES } from '../messages/enums.js';
import type { JsonObject } from '../messages/json-value.js';
import { toKeyValues } from './json-attributes.js';
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
  const keyOf = resourceKeys();
  const byResource = groupBy(spans, (span) => keyOf(span.resource ?? {}));
  return {
    resourceSpans: byResource.map((group) => ({
      resource: { attributes: toKeyValues(group[0]?.resource ?? {}) },
      scopeSpans: writeScopeSpans(group),
    })),
  };
}

/** Spans as one OTLP protobuf trace export request, grouped as `writeOtlpJson` does. */
export function writeOtlpProto(spans: Iterable<SpanDocument>): Uint8Array {
  return encodeMessage('ExportTraceServiceRequest', writeOtlpJson(spans));
}

/** Spans as OTLP/JSON ScopeSpans, one for each scope. */
export function writeScopeSpans(spans: Iterable<SpanDocument>): JsonObject[] {
  const byScope = groupBy(spans, (span) => JSON.stringify([span.scopeName, span.scopeVersion]));
  return byScope.map((group) => ({
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

/** Digits, as OTLP/JSON writes 64-bit integers. */
function toNanos(micros: number): string {
  return micros === 0 ? '0' : `${micros}000`;
}

function when(key: string, value: string | number | undefined): JsonObject {
  return value === undefined || value === '' || value === 0 ? {} : { [key]: value };
}

function whenAny(key: string, values: readonly JsonObject[] | undefined): JsonObject {
  return values === undefined || values.length === 0 ? {} : { [key]: values };
}

function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

/** Equal resources have equal keys, whatever the order of their attributes; each object is looked at once. */
function resourceKeys(): (resource: AttributeMap) => string {
  const known = new Map<AttributeMap, string>();
  return (resource) => {
    const key = known.get(resource) ?? JSON.stringify(Object.entries(resource).sort(byKey));
    known.set(resource, key);
    return key;
  };
}

function byKey([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
