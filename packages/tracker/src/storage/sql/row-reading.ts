import type { AttributionReport, TaskStatus } from '@agent-attribution/core';
import type { RunRevision, StoredRun, StoredRunSummary } from '../tracker-store.js';
import type { SqlRow } from './columns.js';
import { unpackText } from './packed-text.js';

/** Rows that we wrote ourselves, read back. Types are held by the tables, so a wrong one is a damaged file. */
export function toRunSummary(row: SqlRow): StoredRunSummary {
  return {
    traceId: text(row, 'trace_id'),
    taskId: textOrNull(row, 'task_id'),
    goalId: textOrNull(row, 'goal_id'),
    conversationId: textOrNull(row, 'conversation_id'),
    name: text(row, 'name'),
    serviceName: textOrNull(row, 'service_name'),
    revision: number(row, 'revision'),
    completion: text(row, 'completion'),
    outcome: text(row, 'outcome'),
    verdict: text(row, 'verdict'),
    status: text(row, 'status'),
    taskStatus: text(row, 'task_status') as TaskStatus,
    rootCauseAgent: textOrNull(row, 'root_cause_agent'),
    rootCauseSpanId: textOrNull(row, 'root_cause_span_id'),
    rootCauseCategory: textOrNull(row, 'root_cause_category'),
    rootCauseClass: textOrNull(row, 'root_cause_class'),
    rootCauseNodeType: textOrNull(row, 'root_cause_node_type'),
    confidence: numberOrNull(row, 'confidence'),
    startedAt: number(row, 'started_at'),
    endedAt: number(row, 'ended_at'),
    durationMs: number(row, 'duration_ms'),
    totalTokens: number(row, 'total_tokens'),
    costUsd: numberOrNull(row, 'cost_usd'),
    spanCount: number(row, 'span_count'),
    errorCount: number(row, 'error_count'),
    agents: JSON.parse(text(row, 'agents_json')) as readonly string[],
    summary: text(row, 'summary'),
    createdAt: number(row, 'created_at'),
    updatedAt: number(row, 'updated_at'),
  };
}

export function toRun(row: SqlRow): StoredRun {
  return { ...toRunSummary(row), report: packedJson(row, 'report') as AttributionReport };
}

/** A row of `past_revisions`, or a run's row read as its headline. */
export const toRevision = (row: SqlRow): RunRevision => ({
  revision: number(row, 'revision'),
  completion: text(row, 'completion'),
  outcome: text(row, 'outcome'),
  verdict: text(row, 'verdict'),
  summary: text(row, 'summary'),
  keptAt: number(row, 'kept_at'),
});

export const text = (row: SqlRow, column: string): string => String(row[column]);

export const number = (row: SqlRow, column: string): number => Number(row[column]);

export const textOrNull = (row: SqlRow, column: string): string | null => {
  const value = row[column];
  return typeof value === 'string' ? value : null;
};

export const numberOrNull = (row: SqlRow, column: string): number | null => {
  const value = row[column];
  return value === null || value === undefined ? null : Number(value);
};

/** What a packed column of JSON holds; undefined when it is empty. */
export function packedJson(row: SqlRow, column: string): unknown {
  const json = packedText(row, column);
  return json === undefined ? undefined : JSON.parse(json);
}

/** What a packed column holds; undefined when it is empty. Drivers give bytes as a view or, `libsql`, as a buffer. */
export function packedText(row: SqlRow, column: string): string | undefined {
  const value = row[column];
  if (value instanceof Uint8Array) return unpackText(value);
  return value instanceof ArrayBuffer ? unpackText(new Uint8Array(value)) : undefined;
}
