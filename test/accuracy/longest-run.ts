import { ATTRIBUTION_INPUT } from '@agent-attribution/semantic-conventions';
import { attributeTrace } from '@agent-attribution/core';
import type { SpanView } from '@agent-attribution/core';
import type { BenchRun } from './runs.js';

const ROUNDS = 41;

/** How long the longest run takes, in ms: as a run that says it failed, and as one that says nothing, so that all content checks run. */
export function timeLongestRun(runs: readonly BenchRun[]): {
  readonly messages: number;
  readonly statedMs: number;
  readonly silentMs: number;
} {
  const longest = runs.toSorted((a, b) => b.log.history.length - a.log.history.length)[0];
  const spans = longest?.converted.spans ?? [];
  return {
    messages: longest?.log.history.length ?? 0,
    statedMs: medianMs(spans),
    silentMs: medianMs(spans.map(withoutOutcome)),
  };
}

function withoutOutcome(span: SpanView): SpanView {
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    name: span.name,
    kind: span.kind,
    startMicros: span.startMicros,
    endMicros: span.endMicros,
    statusCode: span.statusCode,
    statusMessage: span.statusMessage,
    scopeName: span.scopeName,
    events: span.events,
    links: span.links,
    droppedAttributesCount: span.droppedAttributesCount,
    attribute: (key) => (key === ATTRIBUTION_INPUT.outcome ? undefined : span.attribute(key)),
    attributeKeys: () => [...span.attributeKeys()].filter((key) => key !== ATTRIBUTION_INPUT.outcome),
    resourceAttribute: (key) => span.resourceAttribute(key),
  };
}

function medianMs(spans: readonly SpanView[]): number {
  const samples = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    attributeTrace(spans);
    return performance.now() - start;
  });
  return samples.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
}
