import type { ExecutionStatus } from '@agent-attribution/core';
import type { ExecutionRow } from '../../execution-row.js';
import { hourOf } from '../../performance/agent-period.js';
import type { Columns } from './columns.js';
import { namesOf } from './columns.js';

/** What a list is never asked for: kept packed, in one column. */
export type ExecutionDetail = Pick<
  ExecutionRow,
  | 'spanId'
  | 'method'
  | 'inputData'
  | 'outputData'
  | 'llmModel'
  | 'llmRequest'
  | 'llmResponse'
  | 'llmTokensUsed'
  | 'llmLatencyMs'
  | 'responseErrors'
  | 'responseWarnings'
  | 'responseMetrics'
  | 'errorType'
  | 'errorMessage'
  | 'relevanceScore'
  | 'relevanceReasoning'
  | 'rootExecutionId'
  | 'parentExecutionId'
  | 'depth'
  | 'sequence'
  | 'callReason'
  | 'logs'
>;

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

/** What a list is never asked for, as JSON. What is null is left out: that is most of it. */
export const detailJson = (row: ExecutionRow): string =>
  JSON.stringify({
    ...known(detailOf(row)),
    logs: row.logs.map(({ executionId: _own, ...log }) => known(log)),
  });

function known(fields: object): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) if (value !== null) kept[name] = value;
  return kept;
}

function startedAtOf({ createdAtMs }: ExecutionRow): number {
  return Math.round(createdAtMs * 1000);
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function detailOf(row: ExecutionRow): Omit<ExecutionDetail, 'logs'> {
  return {
    spanId: row.spanId,
    method: row.method,
    inputData: textOf(row.inputData),
    outputData: textOf(row.outputData),
    llmModel: row.llmModel,
    llmRequest: row.llmRequest,
    llmResponse: row.llmResponse,
    llmTokensUsed: row.llmTokensUsed,
    llmLatencyMs: row.llmLatencyMs,
    responseErrors: row.responseErrors,
    responseWarnings: row.responseWarnings,
    responseMetrics: row.responseMetrics,
    errorType: row.errorType,
    errorMessage: row.errorMessage,
    relevanceScore: row.relevanceScore,
    relevanceReasoning: row.relevanceReasoning,
    rootExecutionId: row.rootExecutionId,
    parentExecutionId: row.parentExecutionId,
    depth: row.depth,
    sequence: row.sequence,
    callReason: row.callReason,
  };
}
