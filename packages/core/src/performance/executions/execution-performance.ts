import { countOf, mean, mostCommon } from '../../plain/values.js';
import { percentiles } from '../percentiles.js';
import type { ExecutionRecord } from './execution-record.js';
import { executionsIn, type ExecutionQuery } from './query.js';

const COMMON_ERRORS = 5;

export interface ExecutionPerformance {
  readonly agentName: string;
  readonly totalExecutions: number;
  readonly successful: number;
  readonly failed: number;
  readonly timedOut: number;
  readonly skipped: number;
  readonly cancelled: number;
  /** Not over yet. */
  readonly inProgress: number;
  /** Of all executions, 0..1. */
  readonly successRate: number;
  /** Failed or timed out, of all executions. */
  readonly errorRate: number;
  /** Of the executions whose duration is known; null when there are none. */
  readonly avgDurationMs: number | null;
  readonly p50DurationMs: number | null;
  readonly p95DurationMs: number | null;
  readonly p99DurationMs: number | null;
  readonly llm: {
    readonly totalCalls: number;
    readonly totalTokens: number;
    readonly avgTokensPerCall: number | null;
    /** Of the calls whose latency is known. */
    readonly avgLatencyMs: number | null;
  };
  /** The most frequent error types, at most 5. */
  readonly commonErrors: readonly { readonly errorType: string; readonly count: number }[];
}

/** How an agent's executions went; null when it had none. */
export function executionPerformance(
  agentName: string,
  records: readonly ExecutionRecord[],
  query: Omit<ExecutionQuery, 'agentName' | 'limit'>,
): ExecutionPerformance | null {
  const executions = executionsIn(records, { ...query, agentName });
  if (executions.length === 0) return null;
  const statuses = countOf(executions.map(({ status }) => status));
  const successful = statuses.get('success') ?? 0;
  const failed = statuses.get('failed') ?? 0;
  const timedOut = statuses.get('timeout') ?? 0;
  const skipped = statuses.get('skipped') ?? 0;
  const cancelled = statuses.get('cancelled') ?? 0;
  const durations = executions.flatMap(({ durationMs }) => durationMs ?? []);
  const { p50, p95, p99 } = percentiles(durations);
  const errors = mostCommon(
    executions.flatMap(({ errorType }) => errorType ?? []),
    COMMON_ERRORS,
  );
  return {
    agentName,
    totalExecutions: executions.length,
    successful,
    failed,
    timedOut,
    skipped,
    cancelled,
    inProgress: executions.length - successful - failed - timedOut - skipped - cancelled,
    successRate: successful / executions.length,
    errorRate: (failed + timedOut) / executions.length,
    avgDurationMs: mean(durations) ?? null,
    p50DurationMs: p50,
    p95DurationMs: p95,
    p99DurationMs: p99,
    llm: llmFigures(executions),
    commonErrors: errors.map(([errorType, count]) => ({ errorType, count })),
  };
}

function llmFigures(executions: readonly ExecutionRecord[]): ExecutionPerformance['llm'] {
  const calls = executions.filter(({ llmRequest }) => llmRequest !== null);
  const totalTokens = calls.reduce((sum, { llmTokensUsed }) => sum + (llmTokensUsed ?? 0), 0);
  return {
    totalCalls: calls.length,
    totalTokens,
    avgTokensPerCall: calls.length === 0 ? null : totalTokens / calls.length,
    avgLatencyMs: mean(calls.flatMap(({ llmLatencyMs }) => llmLatencyMs ?? [])) ?? null,
  };
}
