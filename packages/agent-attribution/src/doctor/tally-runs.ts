import type { ConventionTally } from '@agent-attribution/core';
import { at, rowsAt, textAt } from '../commands/tracker/json-reading.js';
import type { TrackerClient } from '../commands/tracker/tracker-client.js';

/** What spans look like to the engine, whether they were read now or when their run was judged. */
export type SpanTally = Omit<ConventionTally, 'byRow'>;

/** Runs that are looked at: the newest. */
const MAX_RUNS = 50;

/**
 * Counts what the newest runs of a tracker were made of, by their reports; null when there are none. A report does not
 * name spans that are unknown, and tells of content by run, not by call.
 */
export async function tallyRuns(tracker: TrackerClient): Promise<SpanTally | null> {
  const listed = rowsAt(await tracker.get('/api/traces', { limit: String(MAX_RUNS) }), 'traces');
  const reports: unknown[] = [];
  for (const run of listed) {
    const id = encodeURIComponent(textAt(run, 'traceId'));
    // A run that was purged in between is not looked at.
    const found = await tracker.find(`/api/traces/${id}`);
    if (found !== undefined) reports.push(at(found, 'attribution'));
  }
  return reports.length === 0 ? null : tallyReports(reports);
}

function tallyReports(reports: readonly unknown[]): SpanTally {
  const total = (path: string): number =>
    reports.reduce<number>((sum, report) => sum + figure(report, path), 0);
  const byConvention = new Map<string, number>();
  for (const report of reports)
    for (const [name, count] of Object.entries(at(report, 'conventions') ?? {}))
      if (typeof count === 'number') byConvention.set(name, (byConvention.get(name) ?? 0) + count);
  const calling = reports.filter((report) => CALLS.some((type) => figure(report, `nodeTypes.${type}`) > 0));
  return {
    traceCount: reports.length,
    spanCount: total('spanCount'),
    byConvention: Object.fromEntries(byConvention),
    unknownSpans: { count: total('nodeTypes.unknown'), names: [] },
    missingParents: total('orphanSpans'),
    doubleCountedTokens: total('tokens.doubleCountedExcluded'),
    contentShare: calling.length === 0 ? null : calling.filter(hasContent).length / calling.length,
    spansWithDroppedAttributes: 0,
  };
}

const CALLS = ['llm_call', 'tool_invocation', 'retrieval'] as const;

const figure = (report: unknown, path: string): number => {
  const value = at(report, path);
  return typeof value === 'number' ? value : 0;
};

const hasContent = (report: unknown): boolean => {
  const classes = at(report, 'evidenceClasses');
  return Array.isArray(classes) && classes.includes('content');
};
