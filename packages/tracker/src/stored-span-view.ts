import { parseJsonObject } from './json-object.js';
import type { AttributeMap, SpanView } from '@agent-attribution/core';
import type { SpanRow } from './run-record.js';

/** A stored span as the engine sees spans. Events and links are not kept, and long attributes were cut. */
export function storedSpanView(row: SpanRow, traceId: string): SpanView {
  const attributes: AttributeMap = parseJsonObject(row.attributes);
  return {
    traceId,
    spanId: row.spanId,
    parentSpanId: row.parentSpanId ?? undefined,
    name: row.name,
    kind: 'unspecified',
    startMicros: row.startedAt * 1000,
    endMicros: row.endedAt * 1000,
    statusCode: row.status,
    statusMessage: row.error ?? undefined,
    scopeName: '',
    events: [],
    links: [],
    droppedAttributesCount: row.isTruncated ? 1 : 0,
    attribute: (key) => attributes[key],
    attributeKeys: () => Object.keys(attributes),
    resourceAttribute: () => undefined,
  };
}
