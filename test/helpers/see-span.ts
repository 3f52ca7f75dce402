import type { SpanView } from '@agent-attribution/core';
import type { SeenSpan } from './otlp-arbitraries.js';

/** All that a view shows, as plain data. */
export function seeSpan(view: SpanView, resourceKeys: readonly string[]): SeenSpan {
  return {
    traceId: view.traceId,
    spanId: view.spanId,
    parentSpanId: view.parentSpanId,
    name: view.name,
    kind: view.kind,
    startMicros: view.startMicros,
    endMicros: view.endMicros,
    statusCode: view.statusCode,
    statusMessage: view.statusMessage,
    scopeName: view.scopeName,
    droppedAttributesCount: view.droppedAttributesCount,
    attributes: Array.from(view.attributeKeys(), (key) => [key, view.attribute(key) ?? null]),
    resource: resourceKeys.map((key) => [key, view.resourceAttribute(key) ?? null]),
    events: view.events,
    links: view.links,
  };
}
