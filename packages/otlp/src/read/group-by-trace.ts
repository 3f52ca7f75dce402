import type { SpanView } from '@agent-attribution/core';

/**
 * Spans by trace id, traces and spans in the order in which they first appear.
 *
 * @example
 * for (const [traceId, spans] of groupByTrace(document.spans)) attributeTrace(spans);
 */
export function groupByTrace(spans: Iterable<SpanView>): Map<string, SpanView[]> {
  const traces = new Map<string, SpanView[]>();
  for (const span of spans) {
    const trace = traces.get(span.traceId);
    if (trace === undefined) traces.set(span.traceId, [span]);
    else trace.push(span);
  }
  return traces;
}
