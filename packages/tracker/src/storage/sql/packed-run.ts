import type { RolledUpExecution } from '../../performance/agent-period.js';
import { rolledUp } from '../../performance/agent-period.js';
import type { RunRecord, TraceRow } from '../../run-record.js';
import type { RunShare } from '../../run-share.js';
import { runShares } from '../../run-share.js';
import type { SqlValue } from './columns.js';
import { valuesOf } from './columns.js';
import { detailJson, EXECUTION_COLUMNS } from './execution-columns.js';
import { spansText } from './spans-text.js';

/** A run as it goes to the writer: flat values and texts, which cost little to hand to another thread. */
export interface PackedRun {
  readonly trace: Omit<TraceRow, 'report'>;
  readonly shares: readonly RunShare[];
  readonly executions: readonly PackedExecution[];
  /** JSON. */
  readonly report: string;
  readonly run: string;
  readonly evidence: string;
  /** As `spansText` gives it. */
  readonly spans: string;
  /** How many spans the documents were made of. */
  readonly documentSpans: number;
}

export interface PackedExecution {
  readonly executionId: string;
  readonly spanCount: number;
  /** As `EXECUTION_COLUMNS` has them. */
  readonly values: readonly SqlValue[];
  /** JSON. */
  readonly detail: string;
  readonly figures: RolledUpExecution;
}

export function packRun({ trace, spans, contributions, executions, run, evidence }: RunRecord): PackedRun {
  const { report, ...summary } = trace;
  return {
    trace: summary,
    shares: runShares(contributions),
    executions: executions.map((row) => ({
      executionId: row.executionId,
      spanCount: row.spanCount,
      values: valuesOf(EXECUTION_COLUMNS, row),
      detail: detailJson(row),
      figures: rolledUp(row),
    })),
    report: JSON.stringify(report),
    run: JSON.stringify(run),
    evidence: JSON.stringify(evidence),
    spans: spansText(spans),
    documentSpans: spans.length,
  };
}
