import type { ExecutionLogRecord, ExecutionStage, ExecutionStatus } from '@agent-attribution/core';
import type { ExecutionRow } from '../../execution-row.js';
import type { SqlRow } from './columns.js';
import type { ExecutionDetail } from './execution-columns.js';
import { number, numberOrNull, packedJson, text, textOrNull } from './row-reading.js';

/** As `detailJson` writes it: without what is null. */
type KnownDetail = Omit<ExecutionDetail, keyof typeof NOTHING_KNOWN | 'logs'> &
  Partial<Pick<ExecutionDetail, keyof typeof NOTHING_KNOWN>> & { readonly logs: readonly KnownLog[] };
type KnownLog = Omit<ExecutionLogRecord, 'executionId' | 'durationMs' | 'data'> &
  Partial<Pick<ExecutionLogRecord, 'durationMs' | 'data'>>;

const NOTHING_KNOWN = {
  method: null,
  inputData: null,
  outputData: null,
  llmModel: null,
  llmRequest: null,
  llmResponse: null,
  llmTokensUsed: null,
  llmLatencyMs: null,
  responseMetrics: null,
  errorType: null,
  errorMessage: null,
  relevanceScore: null,
  relevanceReasoning: null,
  parentExecutionId: null,
  callReason: null,
} as const satisfies Partial<ExecutionDetail>;

/** A row of `executions`, read back. */
export function toExecution(row: SqlRow): ExecutionRow {
  const valid = numberOrNull(row, 'response_valid');
  const { logs, ...detail } = packedJson(row, 'detail') as KnownDetail;
  const executionId = text(row, 'execution_id');
  return {
    ...NOTHING_KNOWN,
    ...detail,
    logs: logs.map((log) => ({ durationMs: null, data: null, ...log, executionId })),
    executionId,
    traceId: text(row, 'trace_id'),
    agentName: text(row, 'agent'),
    tenantId: null,
    conversationId: textOrNull(row, 'conversation_id'),
    status: text(row, 'status') as ExecutionStatus,
    currentStage: text(row, 'stage') as ExecutionStage,
    createdAtMs: number(row, 'started_at') / 1000,
    durationMs: numberOrNull(row, 'duration_ms'),
    llmCalls: number(row, 'llm_calls'),
    responseValid: valid === null ? null : valid === 1,
    responseQualityScore: numberOrNull(row, 'response_quality'),
    spanCount: number(row, 'span_count'),
  };
}
