import { executionPerformance } from '@agent-attribution/core';
import { describe, expect, it } from 'vitest';
import { failing, healthy, runOf } from '../testing/runs.js';
import { START_MS, traceIdOf } from '../testing/spans.js';
import { agentHour, hourOf, performanceOf } from './agent-hour.js';

const ofResearcher = [healthy, failing, healthy].flatMap((draft, n) =>
  runOf(draft, { traceId: traceIdOf(n + 1) }).record.executions.filter(
    ({ agentName }) => agentName === 'researcher',
  ),
);

describe('the hour of an agent', () => {
  it('row 55: gives the figures that the executions give, quantiles within 1 %', () => {
    const exact = executionPerformance('researcher', ofResearcher, { nowMs: START_MS });
    const hours = ofResearcher.map((execution) => agentHour('researcher', 1, [execution]));
    const { p50DurationMs, p95DurationMs, p99DurationMs, ...counted } = performanceOf('researcher', hours);
    expect(exact).toMatchObject(counted);
    expect(counted).toMatchObject({ totalExecutions: 3, successful: 2, timedOut: 1, errorRate: 1 / 3 });
    const slowest = Math.max(...ofResearcher.map(({ durationMs }) => durationMs ?? 0));
    for (const quantile of [p50DurationMs, p95DurationMs, p99DurationMs])
      expect(Math.abs((quantile ?? 0) - slowest)).toBeLessThanOrEqual(slowest * 0.011);
  });

  it('has no rates and no quantiles of an agent that did nothing', () => {
    expect(performanceOf('nobody', [])).toMatchObject({
      totalExecutions: 0,
      successRate: 0,
      avgDurationMs: null,
      p99DurationMs: null,
      commonErrors: [],
    });
  });

  it('begins with the full hour, UTC', () => {
    expect(hourOf(3_600_000_000 - 1)).toBe(0);
    expect(hourOf(3_600_000_000)).toBe(1);
  });
});
