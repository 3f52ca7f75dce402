import type { ExecutionLogRecord, ExecutionStatus } from '@agent-attribution/core';
import type { ExecutionRow } from '../../execution-row.js';
import { hourOf } from '../../performance/agent-period.js';
import type { Columns } from './columns.js';
import { namesOf } from './columns.js';

/**
 * The ids of a trace's executions are its own id, a hyphen and more: a range of the key, which saves an index in no order
 * of time, and those cost most when many runs are stored.
 */
export const OF_TRACE = "execution_id > ? || '-' AND execution_id < ? || '.'";

/** What nothing is looked for by. */
export type ExecutionDetail = Omit<
  ExecutionRow,
  | 'executionId'
  | 'traceId'
  | 'agentName'
  | 'tenantId'
  | 'conversationId'
  | 'status'
  | 'currentStage'
  | 'createdAtMs'
  | 'durationMs'
  | 'llmCalls'
  | 'responseValid'
  | 'responseQualityScore'
  | 'spanCount'
>;

/** It is kept in one column, in this order. */
const DETAIL_FIELDS: readonly Exclude<keyof ExecutionDetail, 'logs'>[] = [
  'spanId',
  'method',
  'inputData',
  'outputData',
  'llmModel',
  'llmRequest',
  'llmResponse',
  'llmTokensUsed',
  'llmLatencyMs',
  'responseErrors',
  'responseWarnings',
  'responseMetrics',
  'errorType',
  'errorMessage',
  'relevanceScore',
  'relevanceReasoning',
  'rootExecutionId',
  'parentExecutionId',
  'depth',
  'sequence',
  'callReason',
];
const LOG_FIELDS: readonly Exclude<keyof ExecutionLogRecord, 'executionId'>[] = [
  'timestampMs',
  'durationMs',
  'level',
  'stage',
  'stageStatus',
  'message',
  'data',
];

/** Kinds of trouble that are looked for, each with an index of its own; a success has none. */
export type Trouble = 'failed' | 'skipped' | 'cancelled' | 'open';

const TROUBLES: Readonly<Record<ExecutionStatus, Trouble | null>> = {
  pending: 'open',
  running: 'open',
  llm_request: 'open',
  llm_response: 'open',
  success: null,
  failed: 'failed',
  timeout: 'failed',
  skipped: 'skipped',
  cancelled: 'cancelled',
};

export const troubleOf = (status: ExecutionStatus): Trouble | null => TROUBLES[status];

export const EXECUTION_COLUMNS: Columns<ExecutionRow> = [
  ['execution_id', (row) => row.executionId],
  ['trace_id', (row) => row.traceId],
  ['agent', (row) => row.agentName],
  ['conversation_id', (row) => row.conversationId],
  ['status', (row) => row.status],
  ['trouble', (row) => troubleOf(row.status)],
  ['stage', (row) => row.currentStage],
  ['started_at', startedAtOf],
  ['hour', (row) => hourOf(startedAtOf(row))],
  ['duration_ms', (row) => row.durationMs],
  ['llm_calls', (row) => row.llmCalls],
  ['response_valid', (row) => (row.responseValid === null ? null : Number(row.responseValid))],
  ['response_quality', (row) => row.responseQualityScore],
  ['span_count', (row) => row.spanCount],
];

export const EXECUTION_TABLE: readonly string[] = [...namesOf(EXECUTION_COLUMNS), 'detail'];

/** What is read of one execution only, as JSON: what it has as a list of the rest, and its stages as lists. */
export const detailJson = (row: ExecutionRow): string =>
  JSON.stringify([
    DETAIL_FIELDS.map((field) => (field.endsWith('Data') ? textOf(row[field]) : row[field])),
    row.logs.map((log) => LOG_FIELDS.map((field) => log[field])),
  ]);

export function detailFrom(json: unknown, executionId: string): ExecutionDetail {
  const [fields, logs] = json as readonly [readonly unknown[], readonly (readonly unknown[])[]];
  return {
    ...(named(DETAIL_FIELDS, fields) as Omit<ExecutionDetail, 'logs'>),
    logs: logs.map((log) => ({ executionId, ...named(LOG_FIELDS, log) }) as ExecutionLogRecord),
  };
}

const named = (names: readonly string[], values: readonly unknown[]): Record<string, unknown> =>
  Object.fromEntries(names.map((name, index) => [name, values[index]]));

function startedAtOf({ createdAtMs }: ExecutionRow): number {
  return Math.round(createdAtMs * 1000);
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
