import type { Attributes } from '@opentelemetry/api';
import { attributesOf, attributionSpanOf, findRoot } from '@agent-attribution/core';
import type { AttributionReport, PlacedReport } from '@agent-attribution/core';
import { toReadableSpan } from './attribution-readable-span.js';
import type { ContentPolicy } from './content-policy.js';
import { overlay } from './overlay.js';
import type { ReadableSpanView } from './readable-span-view.js';
import type { ReadableSpan } from './sdk-types.js';

export interface EnrichedTrace {
  readonly root: ReadableSpan;
  readonly spans: readonly ReadableSpan[];
}

/**
 * The spans of a trace with its report written on them, and the attribution span behind them; undefined for a trace
 * without agents, about which there is nothing to write.
 */
export const enrichTrace = (
  held: readonly ReadableSpanView[],
  { report, places }: PlacedReport,
  policy: ContentPolicy | undefined,
): EnrichedTrace | undefined => {
  if (report.contributions.length === 0) return undefined;
  const written = attributesOf(report, places);
  const rootId = places.find(({ isRoot }) => isRoot)?.spanId;
  let root: ReadableSpan | undefined;
  const spans: ReadableSpan[] = [];
  for (const one of held) {
    if (one.spanId === rootId) root = one.span;
    spans.push(outgoing(one, policy, written.get(one.spanId)));
  }
  if (root === undefined) return undefined;
  spans.push(attributionSpan(root, report));
  return { root, spans };
};

/** The extra span alone, as a new revision sends it: nothing that was sent before is sent again. */
export const attributionSpan = (root: ReadableSpan, report: AttributionReport): ReadableSpan =>
  toReadableSpan(attributionSpanOf(report, root.spanContext().spanId), root);

/** The spans of a trace that has no verdict: unchanged, but for what its root is stamped with. */
export const stampTrace = (
  held: readonly ReadableSpanView[],
  stamp: Attributes | undefined,
  policy: ContentPolicy | undefined,
): ReadableSpan[] => {
  const root = stamp === undefined ? undefined : findRoot(held);
  return held.map((one) => outgoing(one, policy, one === root ? stamp : undefined));
};

/** The span itself where nothing is to be changed, else an overlay. */
export const outgoing = (
  held: ReadableSpanView,
  policy: ContentPolicy | undefined,
  added: Attributes | undefined,
): ReadableSpan => {
  const { span } = held;
  if (policy === undefined && added === undefined) return span;
  const own = held.copyAttributes();
  const allowed = policy?.(own, span.events);
  if (allowed === undefined && added === undefined) return span;
  const attributes = allowed?.attributes ?? own;
  // What the span says itself stays as it is: a trace that was enriched before is not enriched again.
  for (const key in added) attributes[key] ??= added[key];
  return overlay(span, { ...allowed, attributes });
};
