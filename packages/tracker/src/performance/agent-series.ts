import type { AgentPeriod } from './agent-period.js';
import { runFigures } from './run-figures.js';
import { TallySum } from './tallies.js';

const MS_PER_HOUR = 3_600_000;

/** How the runs of an agent went that started in one step of time. */
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
  /** Within 1 %, as the next. */
  readonly p50DurationMs: number;
  readonly p95DurationMs: number;
}

/** All runs by step of time, in order of time. Steps without a run are left out: nothing is known of them. */
export function agentSeries(periods: readonly AgentPeriod[], stepHours: number): readonly SeriesPoint[] {
  const steps = new Map<number, TallySum>();
  for (const { start, tallies } of periods) {
    const { runs = {}, runDurations = {} } = tallies;
    const step = Math.floor(start / stepHours) * stepHours;
    const sum = steps.get(step) ?? new TallySum();
    steps.set(step, sum);
    sum.add({ runs, runDurations });
  }
  return [...steps]
    .sort(([a], [b]) => a - b)
    .flatMap(([step, sum]): SeriesPoint[] => {
      const figures = runFigures(sum.toTallies());
      if (figures.runs === 0) return [];
      return [
        {
          startMs: step * MS_PER_HOUR,
          runs: figures.runs,
          successRate: figures.succeeded / figures.runs,
          blameShare: figures.failed === 0 ? null : figures.blame / figures.failed,
          costUsd: figures.costs === 0 ? null : figures.costUsd,
          tokens: figures.tokens,
          p50DurationMs: figures.durationMs(0.5) ?? 0,
          p95DurationMs: figures.durationMs(0.95) ?? 0,
        },
      ];
    });
}
