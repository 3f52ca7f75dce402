import { executionPerformance, responseQuality } from '@agent-attribution/core';
import { describe, expect, it } from 'vitest';
import { failing, healthy, runOf } from '../testing/runs.js';
import { START_MS, traceIdOf } from '../testing/spans.js';
import { dayOf, executionChange, hourOf, periodsOf, rolledUp } from './agent-period.js';
import { performanceOf, qualityOf } from './execution-figures.js';

const ofResearcher = [healthy, failing, healthy].flatMap((draft, n) =>
  runOf(draft, { traceId: traceIdOf(n + 1) }).record.executions.filter(
    ({ agentName }) => agentName === 'researcher',
  ),
);
const hoursOf = (executions: typeof ofResearcher) =>
  periodsOf(executions.map((row) => executionChange(rolledUp(row), 1))).filter(({ hours }) => hours === 1);

describe('the periods of an agent', () => {
  it('row 55: give the figures that the executions give, quantiles within 1 %', () => {
    const exact = executionPerformance('researcher', ofResearcher, { nowMs: START_MS });
    const periods = ofResearcher.flatMap((execution) => hoursOf([execution]));
    const { p50DurationMs, p95DurationMs, p99DurationMs, ...counted } = performanceOf('researcher', periods);
    expect(exact).toMatchObject(counted);
    expect(counted).toMatchObject({ totalExecutions: 3, successful: 2, timedOut: 1, errorRate: 1 / 3 });
    const slowest = Math.max(...ofResearcher.map(({ durationMs }) => durationMs ?? 0));
    for (const quantile of [p50DurationMs, p95DurationMs, p99DurationMs])
      expect(Math.abs((quantile ?? 0) - slowest)).toBeLessThanOrEqual(slowest * 0.011);
  });

  it('judge responses as the executions themselves do', () => {
    const judged = ofResearcher.map((row, n) => ({
      ...row,
      responseValid: n > 0,
      responseQualityScore: [0.25, 0.75, 0.95][n] ?? null,
      responseErrors: n === 0 ? ['empty'] : [],
      responseWarnings: ['short'],
    }));
    expect(qualityOf(hoursOf(judged))).toEqual(responseQuality(judged, { nowMs: START_MS }));
  });

  it('have no rates and no quantiles of an agent that did nothing', () => {
    expect(performanceOf('nobody', [])).toMatchObject({
      totalExecutions: 0,
      successRate: 0,
      avgDurationMs: null,
      p99DurationMs: null,
      commonErrors: [],
    });
    expect(qualityOf([])).toBeNull();
  });

  it('are an hour and a day, UTC', () => {
    expect(hourOf(3_600_000_000 - 1)).toBe(0);
    expect(hourOf(3_600_000_000)).toBe(1);
    expect([dayOf(23), dayOf(24)]).toEqual([0, 24]);
    const [row] = ofResearcher;
    if (row === undefined) throw new Error('no execution');
    const both = periodsOf([executionChange(rolledUp(row), 1)]);
    expect(both.map(({ hours }) => hours)).toEqual([1, 24]);
    expect(both[1]?.tallies).toEqual(both[0]?.tallies);
  });
});
