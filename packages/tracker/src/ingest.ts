import type { AttributionReport, SpanView } from '@agent-attribution/core';
import { attributeTrace, isAttributionSpan } from '@agent-attribution/core';
import { ATTRIBUTION_OUTPUT, COMPLETIONS } from '@agent-attribution/semantic-conventions';
import type { Completion } from '@agent-attribution/semantic-conventions';
import type { TrackerActivity } from './activity/tracker-activity.js';
import { parseReport } from './report-shape.js';
import { runRows } from './run-rows.js';
import type { SaveResult, TrackerStore } from './storage/tracker-store.js';

export interface IncomingTrace {
  /** The spans of one trace, enriched or not, in any order. */
  readonly spans: readonly SpanView[];
  /** The verdict, where the host has computed one already. */
  readonly report?: AttributionReport;
}

export interface IngestResult {
  readonly traceId: string;
  readonly revision: number;
  readonly saved: SaveResult;
  /** Whose verdict was kept: the one that came with the trace, the host's, or one computed here because there was none. */
  readonly verdictFrom: 'attribution_span' | 'host' | 'tracker';
}

/**
 * Keeps one trace with its verdict. A trace that was attributed upstream carries the report on its attribution span and
 * that report is taken over as it is; otherwise the host's report is kept; with neither, the trace is attributed here.
 *
 * @param activity Told of what was saved. Default: nobody.
 * @returns undefined when there is nothing to keep (no span and no report).
 * @throws {TrackerError} when the store cannot write.
 *
 * @example
 * await ingestTrace(store, { spans, report: attributeTrace(spans) });
 */
export async function ingestTrace(
  store: TrackerStore,
  { spans, report: computed }: IncomingTrace,
  activity?: TrackerActivity,
): Promise<IngestResult | undefined> {
  const carried = carriedReport(spans);
  const own = spans.filter((span) => !isAttributionSpan(span));
  const report =
    carried ??
    limited(computed) ??
    (own.length === 0 ? undefined : limited(attributeTrace(own, stampOf(own))));
  if (report === undefined) return undefined;
  const run = runRows(own, report);
  const saved = await store.saveRun(run);
  activity?.runSaved(run, saved, own);
  return {
    traceId: report.traceId,
    revision: report.revision,
    saved,
    verdictFrom: carried ? 'attribution_span' : computed ? 'host' : 'tracker',
  };
}

/** How the trace came to its end, where a host has stamped that on it without giving a verdict. */
function stampOf(spans: readonly SpanView[]): { readonly completion?: Completion } {
  const stamps = spans.map((span) => span.attribute(ATTRIBUTION_OUTPUT.completion));
  const completion = COMPLETIONS.find((one) => stamps.includes(one));
  return completion === undefined ? {} : { completion };
}
/** A report that was made here, cut to the limits that one from outside is read with. */
const limited = (report: AttributionReport | undefined): AttributionReport | undefined =>
  report === undefined ? undefined : (parseReport(report) ?? report);

/** The newest report that the trace carries; undefined when none is there or none can be read. */
function carriedReport(spans: readonly SpanView[]): AttributionReport | undefined {
  let newest: AttributionReport | undefined;
  for (const span of spans) {
    if (!isAttributionSpan(span)) continue;
    const report = parseReport(span.attribute(ATTRIBUTION_OUTPUT.report));
    // A report about another trace is not about this one, whatever its sender thinks.
    if (report === undefined || report.traceId !== span.traceId) continue;
    if (newest === undefined || report.revision > newest.revision) newest = report;
  }
  return newest;
}
