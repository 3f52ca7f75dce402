import type { AttributionReport, TaskStatus } from '@agent-attribution/core';
import type { SpanRow } from '../../run-record.js';
import type { AgentLedger, StoredRun, StoredRunSummary } from '../tracker-store.js';
import type { SqliteRow } from './sqlite-database.js';

/** Rows that we wrote ourselves, read back. Types are held by STRICT tables, so a wrong one is a damaged file. */
export function toRunSummary(row: SqliteRow): StoredRunSummary {
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

export function toRun(row: SqliteRow): StoredRun {
  return { ...toRunSummary(row), report: JSON.parse(text(row, 'report_json')) as AttributionReport };
}

export function toSpan(row: SqliteRow): SpanRow {
  return {
    spanId: text(row, 'span_id'),
    parentSpanId: textOrNull(row, 'parent_span_id'),
    name: text(row, 'name'),
    nodeType: text(row, 'node_type'),
    agent: textOrNull(row, 'agent'),
    startedAt: number(row, 'started_at'),
    endedAt: number(row, 'ended_at'),
    status: text(row, 'status') as SpanRow['status'],
    error: textOrNull(row, 'error'),
    attributes: text(row, 'attributes_json'),
    isTruncated: number(row, 'is_truncated') === 1,
  };
}

export function toLedger(row: SqliteRow): AgentLedger {
  return {
    agent: text(row, 'agent'),
    runs: number(row, 'runs'),
    successRate: number(row, 'success_rate'),
    meanContributionScore: number(row, 'score'),
    meanBlameShare: number(row, 'blame'),
    meanCreditShare: number(row, 'credit'),
    blamedRuns: number(row, 'blamed'),
    tokens: number(row, 'tokens'),
    costUsd: numberOrNull(row, 'cost'),
    p50DurationMs: number(row, 'p50'),
    p95DurationMs: number(row, 'p95'),
    errors: number(row, 'errors'),
    lastSeenAt: number(row, 'last_seen'),
  };
}

export const text = (row: SqliteRow, column: string): string => String(row[column]);

export const number = (row: SqliteRow, column: string): number => Number(row[column]);

export const textOrNull = (row: SqliteRow, column: string): string | null => {
  const value = row[column];
  return typeof value === 'string' ? value : null;
};

export const numberOrNull = (row: SqliteRow, column: string): number | null => {
  const value = row[column];
  return typeof value === 'number' ? value : null;
};
