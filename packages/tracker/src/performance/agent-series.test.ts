import { describe, expect, it } from 'vitest';
import type { RunShare } from '../run-share.js';
import { periodsOf, shareChange } from './agent-period.js';
import { agentSeries } from './agent-series.js';
import { windowFigures } from './window-figures.js';

const MICROS_PER_HOUR = 3_600_000_000;
const share: RunShare = {
  agent: 'a',
  succeeded: true,
  isRootCause: false,
  contributionScore: 1,
  blameShare: 0,
  creditShare: 1,
  tokens: 5,
  costUsd: null,
  durationMs: 10,
  errors: 0,
};
const hoursOf = (runs: readonly (Partial<RunShare> & { readonly hour?: number })[]) =>
  periodsOf(
    runs.map(({ hour = 0, ...change }) => shareChange({ ...share, ...change }, hour * MICROS_PER_HOUR, 1)),
  ).filter(({ hours }) => hours === 1);

describe('agentSeries', () => {
  it('puts runs into steps of time, in order, and leaves out the steps without one', () => {
    const points = agentSeries(hoursOf([{ hour: 13 }, { hour: 6 }, { hour: 11 }]), 6);
    expect(points.map(({ startMs, runs }) => [startMs / 3_600_000, runs])).toEqual([
      [6, 2],
      [12, 1],
    ]);
  });

  it('takes blame from failed runs and cost from those that told it', () => {
    const failed = { succeeded: false, blameShare: 0.5, costUsd: 0.25 };
    const [point] = agentSeries(hoursOf([{}, failed]), 6);
    expect(point).toMatchObject({ successRate: 0.5, blameShare: 0.5, costUsd: 0.25, tokens: 10 });
  });

  it('says that blame and cost are unknown where they are', () => {
    expect(agentSeries(hoursOf([{}]), 6)).toMatchObject([{ blameShare: null, costUsd: null }]);
  });

  it('counts every run of a busy step', () => {
    const runs = Array.from({ length: 1_000 }, (_, n) => ({ durationMs: n + 1 }));
    const [point] = agentSeries(hoursOf(runs), 6);
    expect(point?.runs).toBe(1_000);
    expect(Math.abs((point?.p95DurationMs ?? 0) - 950)).toBeLessThanOrEqual(9.5);
  });
});

describe('windowFigures', () => {
  it('counts all runs of the window and takes means over them', () => {
    const runs = Array.from({ length: 100 }, (_, n) => ({
      succeeded: n % 4 > 0,
      costUsd: n === 0 ? 0.5 : null,
    }));
    expect(windowFigures('7d', hoursOf(runs))).toMatchObject({
      dataPointCount: 100,
      tasksCompleted: 75,
      tasksFailed: 25,
      successRate: 0.75,
      avgDurationMs: 10,
      avgCostPerTask: 0.5,
      currency: 'USD',
      totalTokens: 500,
    });
  });

  it('has no means of four runs, and has them of five', () => {
    expect(windowFigures('7d', hoursOf([{}, {}, {}, {}]))).toMatchObject({
      dataPointCount: 4,
      successRate: null,
      p50DurationMs: null,
    });
    expect(windowFigures('7d', hoursOf([{}, {}, {}, {}, {}]))).toMatchObject({
      dataPointCount: 5,
      successRate: 1,
    });
  });
});
