import { quantileOf } from './duration-sketch.js';
import type { Tallies } from './tallies.js';

/** What is summed up of runs, in the units that it is told in. Sums, unless said otherwise. */
export interface RunFigures {
  readonly runs: number;
  readonly succeeded: number;
  readonly failed: number;
  /** Runs of which the agent is the root cause. */
  readonly blamed: number;
  readonly score: number;
  readonly blame: number;
  readonly credit: number;
  readonly tokens: number;
  readonly errors: number;
  /** Runs that told their cost. */
  readonly costs: number;
  readonly costUsd: number;
  readonly totalDurationMs: number;
  /** The duration below which this share of the runs lies, within 1 %; null when there are none. */
  readonly durationMs: (share: number) => number | null;
}

/** Reads the names that `shareChange` counts under. */
export function runFigures({ runs = {}, runDurations = {} }: Tallies): RunFigures {
  const of = (name: string): number => runs[name] ?? 0;
  return {
    runs: of('count'),
    succeeded: of('succeeded'),
    failed: of('count') - of('succeeded'),
    blamed: of('blamed'),
    score: of('scoreMillionths') / 1e6,
    blame: of('blameMillionths') / 1e6,
    credit: of('creditMillionths') / 1e6,
    tokens: of('tokens'),
    errors: of('errors'),
    costs: of('costs'),
    costUsd: of('costBillionths') / 1e9,
    totalDurationMs: of('durationMicros') / 1000,
    durationMs: (share) => quantileOf(runDurations, share),
  };
}
