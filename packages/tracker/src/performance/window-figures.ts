import type { WindowMetrics } from '@agent-attribution/core';
import type { AgentPeriod } from './agent-period.js';
import { runFigures } from './run-figures.js';
import { TallySum } from './tallies.js';

/** Below as many runs, averages and rates are null, as `windowMetrics` of the engine has it. */
const MIN_RUNS = 5;

/** The figures of one window from all its runs: what `windowMetrics` tells of a list of them, quantiles within 1 %. */
export function windowFigures(windowSize: string, periods: readonly AgentPeriod[]): WindowMetrics {
  const sum = new TallySum();
  for (const { tallies } of periods) {
    const { runs = {}, runDurations = {} } = tallies;
    sum.add({ runs, runDurations });
  }
  const figures = runFigures(sum.toTallies());
  const { runs, costs } = figures;
  const rounded = (value: number | null): number | null =>
    runs < MIN_RUNS || value === null ? null : Math.round(value * 1e4) / 1e4;
  const mean = (total: number): number | null => rounded(total / runs);
  return {
    windowSize,
    dataPointCount: runs,
    tasksCompleted: figures.succeeded,
    tasksFailed: figures.failed,
    successRate: mean(figures.succeeded),
    errorRate: mean(figures.failed),
    avgQualityScore: null,
    avgContributionScore: mean(figures.score),
    avgBlameShare: mean(figures.blame),
    avgCostPerTask: costs === 0 ? null : rounded(figures.costUsd / costs),
    currency: costs === 0 ? null : 'USD',
    avgDurationMs: mean(figures.totalDurationMs),
    p50DurationMs: rounded(figures.durationMs(0.5)),
    p95DurationMs: rounded(figures.durationMs(0.95)),
    p99DurationMs: rounded(figures.durationMs(0.99)),
    avgTokensPerTask: mean(figures.tokens),
    totalTokens: figures.tokens,
    collaborationScore: null,
  };
}
