import type { RolledUpExecution } from '../../performance/agent-period.js';
import { rolledUp } from '../../performance/agent-period.js';
import type { SpanRow } from '../../run-record.js';
import type { RunShare } from '../../run-share.js';
import type { RunRevision } from '../tracker-store.js';
import type { SqlRow } from './columns.js';
import { toExecution } from './execution-reading.js';
import { number, numberOrNull, packedText, text, toRevision } from './row-reading.js';
import { spansFrom } from './spans-text.js';

/** What a database holds of a run that a new version of it could change. */
export interface StoredState {
  readonly revision: number;
  readonly startedAt: number;
  readonly createdAt: number;
  readonly headline: RunRevision;
  readonly outcome: string;
  readonly spanCount: number;
  readonly documentSpans: number;
  readonly spans: readonly SpanRow[];
  readonly shares: readonly RunShare[];
  readonly executions: ReadonlyMap<
    string,
    { readonly spanCount: number; readonly figures: RolledUpExecution }
  >;
}

export interface StoredRows {
  /** Of `traces` with `trace_documents`. */
  readonly trace: SqlRow;
  readonly shares: readonly SqlRow[];
  readonly executions: readonly SqlRow[];
}

/** What of a run is read before it is changed. */
export const STATE_COLUMNS = `t.trace_id, t.revision, t.started_at, t.created_at, t.updated_at AS kept_at,
  t.completion, t.outcome, t.verdict, t.summary, t.span_count, t.agents_json, d.span_count AS document_spans, d.spans`;

export function toStoredState({ trace, shares, executions }: StoredRows): StoredState {
  return {
    revision: number(trace, 'revision'),
    startedAt: number(trace, 'started_at'),
    createdAt: number(trace, 'created_at'),
    headline: toRevision(trace),
    outcome: text(trace, 'outcome'),
    spanCount: number(trace, 'span_count'),
    documentSpans: number(trace, 'document_spans'),
    spans: spansFrom(packedText(trace, 'spans') ?? '[]'),
    shares: shares.map(toShare),
    executions: new Map(
      executions.map((row) => {
        const execution = toExecution(row);
        return [
          execution.executionId,
          { spanCount: execution.spanCount, figures: rolledUp(execution) },
        ] as const;
      }),
    ),
  };
}

const toShare = (row: SqlRow): RunShare => ({
  agent: text(row, 'agent'),
  succeeded: number(row, 'succeeded') === 1,
  isRootCause: number(row, 'is_root_cause') === 1,
  contributionScore: number(row, 'contribution_score'),
  blameShare: number(row, 'blame_share'),
  creditShare: number(row, 'credit_share'),
  tokens: number(row, 'tokens'),
  costUsd: numberOrNull(row, 'cost_usd'),
  durationMs: number(row, 'duration_ms'),
  errors: number(row, 'errors'),
});
