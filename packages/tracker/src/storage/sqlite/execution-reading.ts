import type { ExecutionLogRecord, ExecutionStage, ExecutionStatus } from '@agent-attribution/core';
import type { ExecutionRow } from '../../execution-row.js';
import { number, numberOrNull, text, textOrNull } from './row-reading.js';
import type { SqliteRow } from './sqlite-database.js';

type PlainObject = NonNullable<ExecutionRow['llmRequest']>;

/** A row of `executions`, read back. */
export function toExecution(row: SqliteRow): ExecutionRow {
  const valid = numberOrNull(row, 'response_valid');
  return {
    executionId: text(row, 'execution_id'),
    traceId: text(row, 'trace_id'),
    spanId: text(row, 'span_id'),
    agentName: text(row, 'agent'),
    method: textOrNull(row, 'method'),
    tenantId: null,
    conversationId: textOrNull(row, 'conversation_id'),
    status: text(row, 'status') as ExecutionStatus,
    currentStage: text(row, 'stage') as ExecutionStage,
    createdAtMs: number(row, 'started_at') / 1000,
    durationMs: numberOrNull(row, 'duration_ms'),
    inputData: textOrNull(row, 'input'),
    outputData: textOrNull(row, 'output'),
    llmModel: textOrNull(row, 'llm_model'),
    llmCalls: number(row, 'llm_calls'),
    llmRequest: objectOrNull(row, 'llm_request_json'),
    llmResponse: objectOrNull(row, 'llm_response_json'),
    llmTokensUsed: numberOrNull(row, 'llm_tokens'),
    llmLatencyMs: numberOrNull(row, 'llm_latency_ms'),
    responseValid: valid === null ? null : valid === 1,
    responseQualityScore: numberOrNull(row, 'response_quality'),
    responseErrors: JSON.parse(text(row, 'response_errors_json')) as readonly string[],
    responseWarnings: JSON.parse(text(row, 'response_warnings_json')) as readonly string[],
    responseMetrics: objectOrNull(row, 'response_metrics_json'),
    errorType: textOrNull(row, 'error_type'),
    errorMessage: textOrNull(row, 'error_message'),
    relevanceScore: numberOrNull(row, 'relevance_score'),
    relevanceReasoning: textOrNull(row, 'relevance_reason'),
    rootExecutionId: text(row, 'root_execution_id'),
    parentExecutionId: textOrNull(row, 'parent_execution_id'),
    depth: number(row, 'depth'),
    sequence: number(row, 'sequence'),
    callReason: textOrNull(row, 'call_reason'),
    logs: JSON.parse(text(row, 'logs_json')) as readonly ExecutionLogRecord[],
    spanCount: number(row, 'span_count'),
  };
}

function objectOrNull(row: SqliteRow, column: string): PlainObject | null {
  const value = textOrNull(row, column);
  return value === null ? null : (JSON.parse(value) as PlainObject);
}
