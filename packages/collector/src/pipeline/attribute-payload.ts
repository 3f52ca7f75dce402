import {
  attributesOf,
  attributeTrace,
  attributionSpanOf,
  findRoot,
  isAttributionSpan,
  placeReport,
  redactAndLimit,
  withLogs,
  withoutContent,
} from '@agent-attribution/core';
import type {
  AttributeMap,
  AttributionReport,
  ContentPolicyName,
  LogView,
  SpanView,
} from '@agent-attribution/core';
import {
  applyContentPolicy,
  enrichOtlp,
  type OtlpRequest,
  readOtlpProto,
  type SpanDocument,
  writeOtlpProto,
} from '@agent-attribution/otlp';
import { ATTRIBUTION_OUTPUT, type Completion } from '@agent-attribution/semantic-conventions';

/** What is known of a trace besides its spans. */
export interface TraceFacts {
  readonly completion: Completion;
  readonly revision: number;
  readonly lateSpans: number;
  readonly logs: readonly LogView[];
  /** With `strip` the report says nothing that rests on content. What becomes of the spans is not decided here. */
  readonly contentPolicy: ContentPolicyName;
}

/** Computes a verdict; `attributeTrace` but in tests. */
export type Attribute = typeof attributeTrace;

/** What became of a trace: `bytes` is undefined when there is nothing to send. */
export interface AttributedPayload {
  readonly bytes: Uint8Array | undefined;
  readonly spanCount: number;
  readonly became: 'attributed' | 'unchanged' | 'brought_verdict' | 'failed' | 'evicted';
}

/** Characters of the reason why a trace could not be attributed. */
const MAX_REASON = 500;

/**
 * The request of one trace with its verdict written on it. A trace without agents passes unchanged, and so does one that
 * brings a verdict; what cannot be attributed passes with the reason on its root.
 */
export function attributePayload(
  bytes: Uint8Array,
  facts: TraceFacts,
  attribute: Attribute,
): AttributedPayload {
  const request = readOtlpProto(bytes, { isChecked: true });
  const { spans } = request;
  const root = findRoot(spans);
  const unchanged = { bytes, spanCount: spans.length };
  if (root === undefined) return { ...unchanged, became: 'unchanged' };
  if (spans.some(isAttributionSpan)) return { ...unchanged, became: 'brought_verdict' };
  const { traceId } = root;
  const stamped = (stamp: AttributeMap): Uint8Array =>
    enrichOtlp(request, { traceId, attributes: new Map([[root.spanId, stamp]]) });
  // Under pressure a trace leaves as it is: attributing a part of it would cost time, and might blame the wrong agent.
  if (facts.completion === 'evicted') {
    const completion = { [ATTRIBUTION_OUTPUT.completion]: facts.completion };
    return { ...unchanged, bytes: stamped(completion), became: 'evicted' };
  }
  try {
    const report = verdict(request, facts, attribute);
    if (report.contributions.length === 0) return { ...unchanged, became: 'unchanged' };
    const attributes = attributesOf(report, placeReport(report, spans));
    const extraSpans = [attributionSpan(report, root)];
    return {
      bytes: enrichOtlp(request, { traceId, attributes, extraSpans }),
      spanCount: spans.length + 1,
      became: 'attributed',
    };
  } catch (error) {
    // A message may quote what could not be handled.
    const said = facts.contentPolicy === 'strip' ? nameOf(error) : messageOf(error);
    const reason = { [ATTRIBUTION_OUTPUT.error]: redactAndLimit(said, MAX_REASON) };
    return { ...unchanged, bytes: stamped(reason), became: 'failed' };
  }
}

/** A later revision: one more attribution span and nothing else, since what was sent before is not sent again. */
export function revisePayload(bytes: Uint8Array, facts: TraceFacts, attribute: Attribute): AttributedPayload {
  const request = readOtlpProto(bytes, { isChecked: true });
  const root = findRoot(request.spans);
  const nothing = { bytes: undefined, spanCount: 0 };
  if (root === undefined) return { ...nothing, became: 'unchanged' };
  try {
    const report = verdict(request, facts, attribute);
    if (report.contributions.length === 0) return { ...nothing, became: 'unchanged' };
    return { bytes: writeOtlpProto([attributionSpan(report, root)]), spanCount: 1, became: 'attributed' };
  } catch {
    return { ...nothing, became: 'failed' };
  }
}

/** Late spans, stamped so. */
export function stampLate(bytes: Uint8Array): { readonly bytes: Uint8Array; readonly spanCount: number } {
  const request = readOtlpProto(bytes, { isChecked: true });
  const stamp = { [ATTRIBUTION_OUTPUT.late]: true };
  const attributes = new Map(request.spans.map((span) => [span.spanId, stamp]));
  const traceId = request.spans[0]?.traceId ?? '';
  return { bytes: enrichOtlp(request, { traceId, attributes }), spanCount: request.spans.length };
}

function verdict({ bytes, spans }: OtlpRequest, facts: TraceFacts, attribute: Attribute): AttributionReport {
  const { logs, completion, revision, lateSpans, contentPolicy } = facts;
  const options = { completion, revision, lateSpans };
  const report = attribute(withLogs(spans, logs), options);
  if (contentPolicy !== 'strip') return report;
  const bare = readOtlpProto(applyContentPolicy(bytes, contentPolicy), { isChecked: true }).spans;
  return withoutContent(report, attributeTrace(bare, options));
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'Error');
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function attributionSpan(report: AttributionReport, root: SpanView): SpanDocument {
  const { event, ...span } = attributionSpanOf(report, root.spanId);
  const serviceName = root.resourceAttribute('service.name');
  return {
    ...span,
    kind: 'internal',
    startMicros: root.endMicros,
    endMicros: root.endMicros,
    events: [{ ...event, timeMicros: root.endMicros }],
    resource: serviceName === undefined ? {} : { 'service.name': serviceName },
  };
}
