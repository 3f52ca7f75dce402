import type { ExecutionPerformance, ExecutionStatus } from '@agent-attribution/core';
import type { ExecutionRow } from '../execution-row.js';
import type { DurationSketch } from './duration-sketch.js';
import { mergeSketches, quantileOf, sketchOf } from './duration-sketch.js';

const MICROS_PER_HOUR = 3_600_000_000;
const ERROR_TYPES_PER_HOUR = 50;
const COMMON_ERRORS = 5;

/** What one agent did in one hour (UTC): what pages and metrics read instead of executions. */
export interface AgentHour {
  readonly agent: string;
  /** Hours since the epoch. */
  readonly hour: number;
  readonly statuses: Readonly<Partial<Record<ExecutionStatus, number>>>;
  readonly durationSumMs: number;
  readonly durationCount: number;
  readonly llmExecutions: number;
  readonly llmTokens: number;
  readonly llmLatencySumMs: number;
  readonly llmLatencyCount: number;
  /** By type, the first 50 types of the hour. */
  readonly errors: Readonly<Record<string, number>>;
  readonly durations: DurationSketch;
}

/** What the roll-up needs to know of an execution. */
export type RolledUpExecution = Pick<
  ExecutionRow,
  | 'agentName'
  | 'createdAtMs'
  | 'status'
  | 'durationMs'
  | 'llmRequest'
  | 'llmTokensUsed'
  | 'llmLatencyMs'
  | 'errorType'
>;

export const hourOf = (micros: number): number => Math.floor(micros / MICROS_PER_HOUR);

/** The hour of some executions of one agent and one hour. */
export function agentHour(agent: string, hour: number, executions: readonly RolledUpExecution[]): AgentHour {
  const durations = known(executions.map(({ durationMs }) => durationMs));
  const latencies = known(executions.map(({ llmLatencyMs }) => llmLatencyMs));
  return {
    agent,
    hour,
    statuses: tally(executions.map(({ status }) => status)),
    durationSumMs: sum(durations),
    durationCount: durations.length,
    llmExecutions: executions.filter(({ llmRequest }) => llmRequest !== null).length,
    llmTokens: sum(known(executions.map(({ llmTokensUsed }) => llmTokensUsed))),
    llmLatencySumMs: sum(latencies),
    llmLatencyCount: latencies.length,
    errors: firstKeys(tally(known(executions.map(({ errorType }) => errorType)))),
    durations: sketchOf(durations),
  };
}

/** Several hours as one; agent and hour are those of the first. Undefined when there is none. */
export function mergeHours(hours: readonly AgentHour[]): AgentHour | undefined {
  const [first] = hours;
  if (first === undefined) return undefined;
  const total = (of: (hour: AgentHour) => number): number => sum(hours.map(of));
  return {
    agent: first.agent,
    hour: first.hour,
    statuses: addUp(hours.map(({ statuses }) => statuses)),
    durationSumMs: total(({ durationSumMs }) => durationSumMs),
    durationCount: total(({ durationCount }) => durationCount),
    llmExecutions: total(({ llmExecutions }) => llmExecutions),
    llmTokens: total(({ llmTokens }) => llmTokens),
    llmLatencySumMs: total(({ llmLatencySumMs }) => llmLatencySumMs),
    llmLatencyCount: total(({ llmLatencyCount }) => llmLatencyCount),
    errors: firstKeys(addUp(hours.map(({ errors }) => errors))),
    durations: mergeSketches(hours.map(({ durations }) => durations)),
  };
}

/** How an agent's executions went, from its hours; the same figures as `executionPerformance`, quantiles within 1 %. */
export function performanceOf(agentName: string, hours: readonly AgentHour[]): ExecutionPerformance {
  const all = mergeHours(hours) ?? agentHour(agentName, 0, []);
  const { statuses, durations, llmExecutions, llmTokens } = all;
  const of = (status: ExecutionStatus): number => statuses[status] ?? 0;
  const totalExecutions = sum(Object.values(statuses));
  const ended = of('success') + of('failed') + of('timeout') + of('skipped') + of('cancelled');
  const share = (part: number): number => (totalExecutions === 0 ? 0 : part / totalExecutions);
  return {
    agentName,
    totalExecutions,
    successful: of('success'),
    failed: of('failed'),
    timedOut: of('timeout'),
    skipped: of('skipped'),
    cancelled: of('cancelled'),
    inProgress: totalExecutions - ended,
    successRate: share(of('success')),
    errorRate: share(of('failed') + of('timeout')),
    avgDurationMs: all.durationCount === 0 ? null : all.durationSumMs / all.durationCount,
    p50DurationMs: quantileOf(durations, 0.5),
    p95DurationMs: quantileOf(durations, 0.95),
    p99DurationMs: quantileOf(durations, 0.99),
    llm: {
      totalCalls: llmExecutions,
      totalTokens: llmTokens,
      avgTokensPerCall: llmExecutions === 0 ? null : llmTokens / llmExecutions,
      avgLatencyMs: all.llmLatencyCount === 0 ? null : all.llmLatencySumMs / all.llmLatencyCount,
    },
    commonErrors: Object.entries(all.errors)
      .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
      .slice(0, COMMON_ERRORS)
      .map(([errorType, count]) => ({ errorType, count })),
  };
}

const known = <T>(values: readonly (T | null)[]): T[] => values.flatMap((value) => value ?? []);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function tally(keys: readonly string[]): Record<string, number> {
  return addUp(keys.map((key) => ({ [key]: 1 })));
}

function addUp(counts: readonly Readonly<Partial<Record<string, number>>>[]): Record<string, number> {
  const totals = new Map<string, number>();
  for (const one of counts) {
    for (const [key, count] of Object.entries(one)) totals.set(key, (totals.get(key) ?? 0) + (count ?? 0));
  }
  return Object.fromEntries(totals);
}

const firstKeys = (counts: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).slice(0, ERROR_TYPES_PER_HOUR));
