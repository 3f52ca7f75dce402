import type { TaskMetricRecord } from '@agent-attribution/core';

/** How the runs of an agent went that ended in one step of time. */
export interface SeriesPoint {
  /** Start of the step, milliseconds since the epoch. */
  readonly startMs: number;
  readonly runs: number;
  readonly successRate: number;
  /** Mean over the runs that failed; null where none did. */
  readonly blameShare: number | null;
  /** Sum; null where no run told its cost. */
  readonly costUsd: number | null;
  readonly tokens: number;
  readonly p50DurationMs: number;
  readonly p95DurationMs: number;
}

/** Runs by step of time, in order of time. Steps without a run are left out: nothing is known of them. */
export function agentSeries(records: readonly TaskMetricRecord[], stepMs: number): readonly SeriesPoint[] {
  const steps = new Map<number, TaskMetricRecord[]>();
  for (const record of records) {
    const startMs = Math.floor(record.completedAtMs / stepMs) * stepMs;
    const own = steps.get(startMs);
    if (own === undefined) steps.set(startMs, [record]);
    else own.push(record);
  }
  return [...steps].sort(([a], [b]) => a - b).map(([startMs, own]) => pointOf(startMs, own));
}

function pointOf(startMs: number, records: readonly TaskMetricRecord[]): SeriesPoint {
  const durations = records.map(({ durationMs }) => durationMs).sort((a, b) => a - b);
  const blames = known(records.map(({ blameShare }) => blameShare));
  const costs = known(records.map(({ cost }) => cost));
  return {
    startMs,
    runs: records.length,
    successRate: records.filter(({ isSuccess }) => isSuccess).length / records.length,
    blameShare: blames.length === 0 ? null : sum(blames) / blames.length,
    costUsd: costs.length === 0 ? null : sum(costs),
    tokens: sum(records.map(({ tokensUsed }) => tokensUsed)),
    p50DurationMs: nearestRank(durations, 0.5),
    p95DurationMs: nearestRank(durations, 0.95),
  };
}

const nearestRank = (ordered: readonly number[], share: number): number =>
  ordered[Math.max(0, Math.ceil(ordered.length * share) - 1)] ?? 0;

const known = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
