import {
  type attributeAndPlace,
  attributesOf,
  attributeTrace,
  attributionSpanOf,
  findRoot,
  redactAndLimit,
  withLogs,
  withoutContent,
} from '@agent-attribution/core';
import type {
  AttributeMap,
  AttributionReport,
  ContentPolicyName,
  LogView,
  PlacedReport,
  SpanView,
} from '@agent-attribution/core';
import {
  type Allocate,
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
  /** Its spans bring a verdict of their own. */
  readonly isJudged: boolean;
  /** With `strip` the report says nothing that rests on content. What becomes of the spans is not decided here. */
  readonly contentPolicy: ContentPolicyName;
}

/** Computes a verdict; `attributeAndPlace` but in tests. */
export type Attribute = typeof attributeAndPlace;

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
 *
 * @param allocate - gives the memory for bytes that are not the same. Default: memory of their own.
 */
export function attributePayload(
  bytes: Uint8Array,
  facts: TraceFacts,
  attribute: Attribute,
  allocate?: Allocate,
): AttributedPayload {
  const request = readOtlpProto(bytes, { isChecked: true });
  const spanCount = request.spans.length;
  if (spanCount === 0) return { bytes, spanCount, became: 'unchanged' };
  if (facts.isJudged) return { bytes, spanCount, became: 'brought_verdict' };
  // Under pressure a trace leaves as it is: attributing a part of it would cost time, and might blame the wrong agent.
  if (facts.completion === 'evicted') {
    const stamp = { [ATTRIBUTION_OUTPUT.completion]: facts.completion };
    return { bytes: stampRoot(request, stamp), spanCount, became: 'evicted' };
  }
  try {
    const { report, places } = verdict(request, facts, attribute);
    const root = rootAmong(request.spans, places);
    if (root === undefined || report.contributions.length === 0) {
      return { bytes, spanCount, became: 'unchanged' };
    }
    return {
      bytes: enrichOtlp(
        request,
        {
          traceId: root.traceId,
          attributes: attributesOf(report, places),
          extraSpans: [attributionSpan(report, root)],
        },
        allocate,
      ),
      spanCount: spanCount + 1,
      became: 'attributed',
    };
  } catch (error) {
    // A message may quote what could not be handled.
    const said = facts.contentPolicy === 'strip' ? nameOf(error) : messageOf(error);
    const stamp = { [ATTRIBUTION_OUTPUT.error]: redactAndLimit(said, MAX_REASON) };
    return { bytes: stampRoot(request, stamp), spanCount, became: 'failed' };
  }
}

/** A later revision: one more attribution span and nothing else, since what was sent before is not sent again. */
export function revisePayload(bytes: Uint8Array, facts: TraceFacts, attribute: Attribute): AttributedPayload {
  const request = readOtlpProto(bytes, { isChecked: true });
  const nothing = { bytes: undefined, spanCount: 0 };
  if (request.spans.length === 0) return { ...nothing, became: 'unchanged' };
  try {
    const { report, places } = verdict(request, facts, attribute);
    const root = rootAmong(request.spans, places);
    if (root === undefined || report.contributions.length === 0) return { ...nothing, became: 'unchanged' };
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

function verdict({ bytes, spans }: OtlpRequest, facts: TraceFacts, attribute: Attribute): PlacedReport {
  const { logs, completion, revision, lateSpans, contentPolicy } = facts;
  const options = { completion, revision, lateSpans };
  const placed = attribute(logs.length === 0 ? spans : withLogs(spans, logs), options);
  if (contentPolicy !== 'strip') return placed;
  const bare = readOtlpProto(applyContentPolicy(bytes, contentPolicy), { isChecked: true }).spans;
  // The texts go; contributions keep their order, and so their places.
  return { report: withoutContent(placed.report, attributeTrace(bare, options)), places: placed.places };
}

const rootAmong = (spans: readonly SpanView[], places: PlacedReport['places']): SpanView | undefined => {
  const rootId = places.find(({ isRoot }) => isRoot)?.spanId;
  return spans.find(({ spanId }) => spanId === rootId);
};

function stampRoot(request: OtlpRequest, stamp: AttributeMap): Uint8Array {
  const root = findRoot(request.spans);
  if (root === undefined) return request.bytes;
  return enrichOtlp(request, { traceId: root.traceId, attributes: new Map([[root.spanId, stamp]]) });
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'Error');
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Field by field: taking an object apart and putting it together again costs as much as writing the rest of it. */
function attributionSpan(report: AttributionReport, root: SpanView): SpanDocument {
  const { traceId, spanId, parentSpanId, name, scopeName, attributes, event } = attributionSpanOf(
    report,
    root.spanId,
  );
  const { endMicros } = root;
  const serviceName = root.resourceAttribute('service.name');
  return {
    traceId,
    spanId,
    parentSpanId,
    name,
    kind: 'internal',
    startMicros: endMicros,
    endMicros,
    attributes,
    events: [{ name: event.name, timeMicros: endMicros, attributes: event.attributes }],
    scopeName,
    resource: serviceName === undefined ? {} : { 'service.name': serviceName },
  };
}
