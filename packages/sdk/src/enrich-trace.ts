import type { Attributes } from '@opentelemetry/api';
import { attributionSpanOf, findRoot, marksOf, writeMark } from '@agent-attribution/core';
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
  const marks = marksOf(report, places, held);
  let root: ReadableSpan | undefined;
  const spans = held.map((one, index) => {
    const mark = marks[index];
    if (mark?.isRoot) root = one.span;
    return outgoing(one, policy, mark && ((attributes) => writeMark(attributes, mark, report)));
  });
  if (root === undefined) return undefined;
  return { root, spans: spans.concat([attributionSpan(root, report)]) };
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
  return held.map((one) => outgoing(one, policy, one === root && stamp ? adding(stamp) : undefined));
};

type Write = (attributes: Attributes) => void;

/** What the span says itself stays as it is: a trace that was enriched before is not enriched again. */
export const adding =
  (added: Attributes): Write =>
  (attributes) => {
    for (const key in added) attributes[key] ??= added[key];
  };

/** The span itself where nothing is to be changed, else an overlay. */
export const outgoing = (
  held: ReadableSpanView,
  policy: ContentPolicy | undefined,
  write: Write | undefined,
): ReadableSpan => {
  const { span } = held;
  if (policy === undefined && write === undefined) return span;
  const own = held.copyAttributes();
  const allowed = policy?.(own, span.events);
  if (allowed === undefined && write === undefined) return span;
  const attributes = allowed?.attributes ?? own;
  write?.(attributes);
  return overlay(span, { ...allowed, attributes });
};
