import type { ExecutionStage, ExecutionStatus } from '@agent-attribution/core';
import type { ExecutionRow } from '../../execution-row.js';
import type { SqlRow } from './columns.js';
import { detailFrom } from './execution-columns.js';
import { number, numberOrNull, packedJson, text, textOrNull } from './row-reading.js';

/** A row of `executions`, read back. */
export function toExecution(row: SqlRow): ExecutionRow {
  const valid = numberOrNull(row, 'response_valid');
  const executionId = text(row, 'execution_id');
  return {
    ...detailFrom(packedJson(row, 'detail'), executionId),
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
