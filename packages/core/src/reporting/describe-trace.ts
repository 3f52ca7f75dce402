import { analyzeRun } from '../analysis.js';
import type { Run } from '../run/run.js';
import { runOfTrace } from '../run/run-of-trace.js';
import type { TaskEvidencePacket } from '../run/task-evidence.js';
import { taskEvidenceOf } from '../run/task-evidence-of-trace.js';
import type { SpanView } from '../span-view.js';
import type { SpanDescription } from './describe-spans.js';
import { describeGraph } from './describe-spans.js';
import { findEdges } from '../graph/edges.js';
import type { TraceExecutions } from './executions-of-trace.js';
import { executionsOfTrace } from './executions-of-trace.js';

/** A trace as everything that a tracker shows of it besides the verdict. */
export interface TraceDescription extends TraceExecutions {
  readonly spans: readonly SpanDescription[];
  readonly run: Run;
  readonly evidence: TaskEvidencePacket;
}

/**
 * Tells what a trace holds, from one reading of it: spans, executions with their stages and calls, decisions and
 * problems, and the evidence for a validator. Pure and total.
 *
 * @example
 * const { executions } = describeTrace(spans);
 * const failed = executions.filter(({ status }) => status === 'failed');
 */
export function describeTrace(spans: readonly SpanView[]): TraceDescription {
  const analysis = analyzeRun(spans);
  return {
    spans: describeGraph(analysis.graph, analysis.statuses),
    run: runOfTrace(analysis, findEdges(analysis.graph, analysis.instances)),
    evidence: taskEvidenceOf(analysis),
    ...executionsOfTrace(analysis),
  };
}
