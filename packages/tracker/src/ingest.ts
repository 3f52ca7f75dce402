import type { AttributionReport, SpanView } from '@agent-attribution/core';
import { attributeTrace, isAttributionSpan } from '@agent-attribution/core';
import { ATTRIBUTION_OUTPUT, COMPLETIONS } from '@agent-attribution/semantic-conventions';
import type { Completion } from '@agent-attribution/semantic-conventions';
import type { RunNews } from './activity/run-news.js';
import { runNews } from './activity/run-news.js';
import type { TrackerActivity } from './activity/tracker-activity.js';
import { parseReport } from './report-shape.js';
import type { RunRecord } from './run-record.js';
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
export function ingestTrace(
  store: TrackerStore,
  trace: IncomingTrace,
  activity?: TrackerActivity,
): Promise<IngestResult | undefined> {
  // Not an async function: one would hold spans and rows until the run is written, and under load many runs wait.
  const reading = readTrace(trace, activity !== undefined);
  if (reading === undefined) return Promise.resolve(undefined);
  const { run, news, ...verdict } = reading;
  return settled(store.saveRun(run), verdict, news, activity);
}

type Verdict = Omit<IngestResult, 'saved'>;

async function settled(
  saving: Promise<SaveResult>,
  verdict: Verdict,
  news: RunNews | undefined,
  activity: TrackerActivity | undefined,
): Promise<IngestResult> {
  const saved = await saving;
  if (news !== undefined) activity?.runSaved(news, saved);
  return { ...verdict, saved };
}

/** The rows of a trace and whose verdict they tell; undefined when there is nothing to keep. */
function readTrace(
  { spans, report: computed }: IncomingTrace,
  withNews: boolean,
): (Verdict & { readonly run: RunRecord; readonly news: RunNews | undefined }) | undefined {
  const carried = carriedReport(spans);
  const own = spans.filter((span) => !isAttributionSpan(span));
  const report =
    carried ??
    limited(computed) ??
    (own.length === 0 ? undefined : limited(attributeTrace(own, stampOf(own))));
  if (report === undefined) return undefined;
  const run = runRows(own, report);
  return {
    run,
    news: withNews ? runNews(run, own) : undefined,
    traceId: report.traceId,
    revision: report.revision,
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
