import { analyzeRun } from '../analysis.js';
import { findEdges } from '../graph/edges.js';
import type { SpanView } from '../span-view.js';
import { runOfTrace } from './run-of-trace.js';
import { summarizeRunData } from './run-summary.js';
import type { RunSummary } from './run-summary.js';

/**
 * The summary of the run that a trace is: how it ended, what was decided, what went wrong and what well. Pure and total.
 *
 * @example summarizeRun(spans).narrative; // "Run failed. Made 3 decisions: 2 succeeded, 1 failed. …"
 */
export function summarizeRun(spans: readonly SpanView[]): RunSummary {
  const analysis = analyzeRun(spans);
  return summarizeRunData(runOfTrace(analysis, findEdges(analysis.graph, analysis.instances)));
}
