import type { SpanContext } from '@opentelemetry/api';
import { SpanKind, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import { ATTRIBUTION_SCOPE } from '@agent-attribution/semantic-conventions';
import type { AttributionSpan } from '@agent-attribution/core';
import type { InstrumentationScope, ReadableSpan } from './sdk-types.js';

/** One object for all attribution spans: exporters group by identity of the scope. */
const SCOPE: InstrumentationScope = { name: ATTRIBUTION_SCOPE, version: '0.1.0' };

/** The attribution span as an SDK's exporter wants it: of the root's resource, at the root's end. */
export const toReadableSpan = (description: AttributionSpan, root: ReadableSpan): ReadableSpan => {
  const context: SpanContext = {
    traceId: description.traceId,
    spanId: description.spanId,
    traceFlags: TraceFlags.SAMPLED,
  };
  return {
    name: description.name,
    kind: SpanKind.INTERNAL,
    spanContext: () => context,
    parentSpanContext: root.spanContext(),
    startTime: root.endTime,
    endTime: root.endTime,
    status: { code: SpanStatusCode.UNSET },
    attributes: description.attributes,
    links: [],
    events: [
      {
        name: description.event.name,
        time: root.endTime,
        attributes: description.event.attributes,
        droppedAttributesCount: 0,
      },
    ],
    duration: [0, 0],
    ended: true,
    resource: root.resource,
    instrumentationScope: SCOPE,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
};
