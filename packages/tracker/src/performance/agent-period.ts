import type { ExecutionRow } from '../execution-row.js';
import type { RunShare } from '../run-share.js';
import { bucketOf } from './duration-sketch.js';
import type { Tallies } from './tallies.js';
import { TallySum } from './tallies.js';

const MICROS_PER_HOUR = 3_600_000_000;
export const HOURS_PER_DAY = 24;
const ERROR_NAME_CHARS = 100;

/** Hours that a roll-up spans: an hour, or a day (UTC). */
export type PeriodHours = 1 | 24;

/** What one agent did in an hour or a day: what pages and metrics read instead of runs and executions. */
export interface AgentPeriod {
  readonly agent: string;
  readonly hours: PeriodHours;
  /** Hours since the epoch at which it starts. */
  readonly start: number;
  /** Sums, under the names that `tallyExecution` and `tallyShare` give them; times are microseconds. */
  readonly tallies: Tallies;
}

/** What the roll-up needs to know of an execution. */
export type RolledUpExecution = Pick<
  ExecutionRow,
  | 'agentName'
  | 'createdAtMs'
  | 'status'
  | 'durationMs'
  | 'llmTokensUsed'
  | 'llmLatencyMs'
  | 'errorType'
  | 'responseValid'
  | 'responseQualityScore'
  | 'responseErrors'
  | 'responseWarnings'
> & { readonly hasLlmRequest: boolean };

export const rolledUp = ({ llmRequest, ...row }: ExecutionRow): RolledUpExecution => ({
  agentName: row.agentName,
  createdAtMs: row.createdAtMs,
  status: row.status,
  durationMs: row.durationMs,
  llmTokensUsed: row.llmTokensUsed,
  llmLatencyMs: row.llmLatencyMs,
  errorType: row.errorType,
  responseValid: row.responseValid,
  responseQualityScore: row.responseQualityScore,
  responseErrors: row.responseErrors,
  responseWarnings: row.responseWarnings,
  hasLlmRequest: llmRequest !== null,
});

export const hourOf = (micros: number): number => Math.floor(micros / MICROS_PER_HOUR);

export const dayOf = (hour: number): number => Math.floor(hour / HOURS_PER_DAY) * HOURS_PER_DAY;

/** Above 0.9, 0.7 to 0.9 (both inclusive), 0.5 to below 0.7, below 0.5. */
function bandOf(score: number): string {
  if (score > 0.9) return 'excellent';
  if (score >= 0.7) return 'good';
  return score >= 0.5 ? 'fair' : 'poor';
}

function tallyExecution(row: RolledUpExecution): TallySum {
  const sum = new TallySum();
  const { durationMs, llmLatencyMs, errorType, responseValid, responseQualityScore } = row;
  sum.count('executions', row.status);
  if (durationMs !== null && Number.isFinite(durationMs)) {
    sum.count('work', 'durationMicros', durationMs * 1000);
    sum.count('work', 'durations');
    sum.count('durations', bucketOf(durationMs));
  }
  if (row.hasLlmRequest) sum.count('work', 'llmExecutions');
  sum.count('work', 'llmTokens', row.llmTokensUsed ?? 0);
  if (llmLatencyMs !== null) {
    sum.count('work', 'llmLatencyMicros', llmLatencyMs * 1000);
    sum.count('work', 'llmLatencies');
  }
  if (errorType !== null) sum.count('errors', errorType.slice(0, ERROR_NAME_CHARS));
  if (responseValid === null) return sum;
  sum.count('responses', responseValid ? 'valid' : 'invalid');
  if (responseQualityScore !== null) {
    sum.count('responses', 'scored');
    sum.count('responses', 'scoreMillionths', responseQualityScore * 1e6);
    sum.count('quality', bandOf(responseQualityScore));
  }
  for (const text of row.responseErrors) sum.count('responseErrors', text.slice(0, ERROR_NAME_CHARS));
  for (const text of row.responseWarnings) sum.count('responseWarnings', text.slice(0, ERROR_NAME_CHARS));
  return sum;
}

function tallyShare(share: RunShare): TallySum {
  const sum = new TallySum();
  sum.count('runs', 'count');
  if (share.succeeded) sum.count('runs', 'succeeded');
  if (share.isRootCause) sum.count('runs', 'blamed');
  sum.count('runs', 'scoreMillionths', share.contributionScore * 1e6);
  sum.count('runs', 'blameMillionths', share.blameShare * 1e6);
  sum.count('runs', 'creditMillionths', share.creditShare * 1e6);
  sum.count('runs', 'tokens', share.tokens);
  sum.count('runs', 'errors', share.errors);
  if (share.costUsd !== null) {
    sum.count('runs', 'costBillionths', share.costUsd * 1e9);
    sum.count('runs', 'costs');
  }
  if (Number.isFinite(share.durationMs)) {
    sum.count('runs', 'durationMicros', share.durationMs * 1000);
    sum.count('runDurations', bucketOf(share.durationMs));
  }
  return sum;
}

/** An amount of an agent's hour, to be added or taken away. */
export interface PeriodChange {
  readonly agent: string;
  readonly hour: number;
  readonly tallies: TallySum;
  readonly times: 1 | -1;
}

export const executionChange = (row: RolledUpExecution, times: 1 | -1): PeriodChange => ({
  agent: row.agentName,
  hour: hourOf(Math.round(row.createdAtMs * 1000)),
  tallies: tallyExecution(row),
  times,
});

export const shareChange = (share: RunShare, startedAt: number, times: 1 | -1): PeriodChange => ({
  agent: share.agent,
  hour: hourOf(startedAt),
  tallies: tallyShare(share),
  times,
});

/** Changes added up by agent and hour, and by agent and day; in the order of their keys, so that locks never cross. */
export function periodsOf(changes: Iterable<PeriodChange>): readonly AgentPeriod[] {
  const sums = new Map<string, { readonly key: Omit<AgentPeriod, 'tallies'>; readonly sum: TallySum }>();
  const add = (key: Omit<AgentPeriod, 'tallies'>, tallies: TallySum, times: 1 | -1): void => {
    const id = `${key.agent}\0${key.hours}\0${key.start}`;
    const known = sums.get(id) ?? { key, sum: new TallySum() };
    sums.set(id, known);
    known.sum.addSum(tallies, times);
  };
  for (const { agent, hour, tallies, times } of changes) {
    if (Number.isFinite(hour)) add({ agent, hours: 1, start: hour }, tallies, times);
  }
  for (const { key, sum } of Array.from(sums.values()))
    add({ ...key, hours: HOURS_PER_DAY, start: dayOf(key.start) }, sum, 1);
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { key, sum }]) => ({ ...key, tallies: sum.toTallies() }))
    .filter(({ tallies }) => Object.keys(tallies).length > 0);
}
