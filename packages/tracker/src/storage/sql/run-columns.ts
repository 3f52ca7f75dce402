import type { TraceRow } from '../../run-record.js';
import type { RunShare } from '../../run-share.js';
import type { RunRevision } from '../tracker-store.js';
import type { Columns } from './columns.js';

/** `createdAt` is when the run was first kept, `updatedAt` when its verdict was. */
export type StampedTrace = Omit<TraceRow, 'report'> & {
  readonly createdAt: number;
  readonly updatedAt: number;
};

export const TRACE_COLUMNS: Columns<StampedTrace> = [
  ['trace_id', (row) => row.traceId],
  ['task_id', (row) => row.taskId],
  ['goal_id', (row) => row.goalId],
  ['conversation_id', (row) => row.conversationId],
  ['name', (row) => row.name],
  ['service_name', (row) => row.serviceName],
  ['revision', (row) => row.revision],
  ['completion', (row) => row.completion],
  ['outcome', (row) => row.outcome],
  ['verdict', (row) => row.verdict],
  ['status', (row) => row.status],
  ['task_status', (row) => row.taskStatus],
  ['root_cause_agent', (row) => row.rootCauseAgent],
  ['root_cause_span_id', (row) => row.rootCauseSpanId],
  ['root_cause_category', (row) => row.rootCauseCategory],
  ['root_cause_class', (row) => row.rootCauseClass],
  ['root_cause_node_type', (row) => row.rootCauseNodeType],
  ['confidence', (row) => row.confidence],
  ['started_at', (row) => row.startedAt],
  ['ended_at', (row) => row.endedAt],
  ['duration_ms', (row) => row.durationMs],
  ['total_tokens', (row) => Math.round(row.totalTokens)],
  ['cost_usd', (row) => row.costUsd],
  ['span_count', (row) => row.spanCount],
  ['error_count', (row) => row.errorCount],
  ['agents_json', (row) => JSON.stringify(row.agents)],
  ['summary', (row) => row.summary],
  ['created_at', (row) => row.createdAt],
  ['updated_at', (row) => row.updatedAt],
];

/** What is kept of a verdict that a better one replaced. */
export interface PastRevisionRow extends RunRevision {
  readonly traceId: string;
}

export const PAST_REVISION_COLUMNS: Columns<PastRevisionRow> = [
  ['trace_id', (row) => row.traceId],
  ['revision', (row) => row.revision],
  ['completion', (row) => row.completion],
  ['outcome', (row) => row.outcome],
  ['verdict', (row) => row.verdict],
  ['summary', (row) => row.summary],
  ['kept_at', (row) => row.keptAt],
];

/** A share with what lists of runs are filtered by, so that one index answers them. */
export interface RunShareRow {
  readonly share: RunShare;
  readonly trace: Omit<TraceRow, 'report'>;
}

export const SHARE_COLUMNS: Columns<RunShareRow> = [
  ['agent', ({ share }) => share.agent],
  ['started_at', ({ trace }) => trace.startedAt],
  ['trace_id', ({ trace }) => trace.traceId],
  ['ended_at', ({ trace }) => trace.endedAt],
  ['outcome', ({ trace }) => trace.outcome],
  ['verdict', ({ trace }) => trace.verdict],
  ['status', ({ trace }) => trace.status],
  ['root_cause_category', ({ trace }) => trace.rootCauseCategory],
  ['root_cause_node_type', ({ trace }) => trace.rootCauseNodeType],
  ['succeeded', ({ share }) => Number(share.succeeded)],
  ['is_root_cause', ({ share }) => Number(share.isRootCause)],
  ['contribution_score', ({ share }) => share.contributionScore],
  ['blame_share', ({ share }) => share.blameShare],
  ['credit_share', ({ share }) => share.creditShare],
  ['tokens', ({ share }) => share.tokens],
  ['cost_usd', ({ share }) => share.costUsd],
  ['duration_ms', ({ share }) => share.durationMs],
  ['errors', ({ share }) => share.errors],
];
