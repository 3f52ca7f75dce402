import type { ExecutionRecord, ExecutionStatus } from './execution-record.js';
import { executionsIn, newestFirst, type ExecutionQuery } from './query.js';

/** The newest executions, of one status if asked for; at most 50. */
export function recentExecutions(
  records: readonly ExecutionRecord[],
  { limit = 50, status, ...query }: ExecutionQuery & { readonly status?: ExecutionStatus | undefined },
): ExecutionRecord[] {
  const asked = executionsIn(records, query).filter(
    (record) => status === undefined || record.status === status,
  );
  return newestFirst(asked).slice(0, limit);
}

export interface FailedExecution {
  readonly execution: ExecutionRecord;
  readonly failure: 'failed' | 'timeout';
}

/** Executions that failed or timed out, told apart, newest first; at most 100. */
export function failedExecutions(
  records: readonly ExecutionRecord[],
  { limit = 100, ...query }: ExecutionQuery,
): FailedExecution[] {
  return newestFirst(executionsIn(records, query))
    .flatMap((execution): FailedExecution[] => {
      const { status } = execution;
      return status === 'failed' || status === 'timeout' ? [{ execution, failure: status }] : [];
    })
    .slice(0, limit);
}

export interface SlowExecution {
  readonly execution: ExecutionRecord;
  readonly durationMs: number;
  /** What the agent took besides its model; null when the model's share is unknown. */
  readonly overheadMs: number | null;
}

/** Executions that took at least 5,000 ms (`thresholdMs`), the slowest first; at most 50. */
export function slowExecutions(
  records: readonly ExecutionRecord[],
  {
    limit = 50,
    thresholdMs = 5000,
    ...query
  }: ExecutionQuery & { readonly thresholdMs?: number | undefined },
): SlowExecution[] {
  return executionsIn(records, query)
    .flatMap((execution): SlowExecution[] => {
      const { durationMs, llmLatencyMs } = execution;
      if (durationMs === null || durationMs < thresholdMs) return [];
      return [
        { execution, durationMs, overheadMs: llmLatencyMs === null ? null : durationMs - llmLatencyMs },
      ];
    })
    .sort((a, b) => b.durationMs - a.durationMs)
    .slice(0, limit);
}

/** Executions that their agent declined, newest first; at most 100. */
export function skippedExecutions(
  records: readonly ExecutionRecord[],
  { limit = 100, ...query }: ExecutionQuery,
): ExecutionRecord[] {
  return recentExecutions(records, { ...query, limit, status: 'skipped' });
}

/** Responses that scored below 0.7 (`threshold`, exclusive), the worst first; at most 50. */
export function poorResponses(
  records: readonly ExecutionRecord[],
  { limit = 50, threshold = 0.7, ...query }: ExecutionQuery & { readonly threshold?: number | undefined },
): (ExecutionRecord & { readonly responseQualityScore: number })[] {
  return executionsIn(records, query)
    .flatMap((record) => {
      const { responseQualityScore } = record;
      return responseQualityScore !== null && responseQualityScore < threshold
        ? [{ ...record, responseQualityScore }]
        : [];
    })
    .sort((a, b) => a.responseQualityScore - b.responseQualityScore)
    .slice(0, limit);
}

/** Responses that were found invalid, newest first; at most 50. */
export function invalidResponses(
  records: readonly ExecutionRecord[],
  { limit = 50, ...query }: ExecutionQuery,
): ExecutionRecord[] {
  const invalid = executionsIn(records, query).filter(({ responseValid }) => responseValid === false);
  return newestFirst(invalid).slice(0, limit);
}
