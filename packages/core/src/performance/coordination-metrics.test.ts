import { describe, expect, it } from 'vitest';

import { coordinationMetrics } from './coordination-metrics.js';

describe('coordination metrics', () => {
  it('row 15: coordination metrics from all counts', () => {
    const metrics = coordinationMetrics({
      successRate: 0.9,
      turnsTogether: 30,
      turnsAlone: 20,
      errorRateTogether: 0.3,
      errorRateAlone: 0.1,
      interAgentMessages: 12,
      reasoningTurns: 8,
      outputSimilarities: [0.2, 0.4],
      parallelShare: 0.9,
      agentDurationsMs: [1000, 2000, 3000],
      tokenMultiplier: 4,
      latencySpeedup: 2,
      agentCount: 4,
    });
    expect(metrics.efficiency).toBeCloseTo(0.6, 9);
    expect(metrics.overheadPercent).toBeCloseTo(50, 9);
    expect(metrics.errorAmplification).toBeCloseTo(3, 9);
    expect(metrics.messageDensity).toBe(1.5);
    expect(metrics.redundancy).toBeCloseTo(0.3, 9);
    expect(metrics.amdahl?.maxSpeedup).toBeCloseTo(10, 9);
    expect(metrics.amdahl?.recommendedTeamSize).toBe(81);
    expect(metrics.stragglerGap).toEqual({ gapMs: 1000, ratio: 1.5 });
    expect(metrics.tokenSpeedup).toEqual({ ratio: 2, isAlarming: false });
    expect(metrics.messageOverhead).toEqual({ messages: 12, isQuadratic: true });
  });

  it('row 15: coordination metrics are null where nothing was collected', () => {
    expect(new Set(Object.values(coordinationMetrics({})))).toEqual(new Set([null]));
  });

  it('divides by nothing', () => {
    const metrics = coordinationMetrics({
      turnsTogether: 3,
      turnsAlone: 0,
      errorRateTogether: 0.5,
      errorRateAlone: 0,
      parallelShare: 1,
      agentDurationsMs: [0, 0],
    });
    expect(new Set(Object.values(metrics))).toEqual(new Set([null]));
  });

  it('calls for one agent when nothing runs in parallel', () => {
    expect(coordinationMetrics({ parallelShare: 0 }).amdahl).toEqual({
      maxSpeedup: 1,
      recommendedTeamSize: 1,
    });
  });

  it.each([
    [8, false],
    [9, true],
  ])('calls %i messages among 4 agents quadratic: %s', (interAgentMessages, isQuadratic) => {
    expect(coordinationMetrics({ interAgentMessages, agentCount: 4 }).messageOverhead?.isQuadratic).toBe(
      isQuadratic,
    );
  });

  it('is alarmed by more than 2 times the tokens for the speed', () => {
    expect(coordinationMetrics({ tokenMultiplier: 4.1, latencySpeedup: 2 }).tokenSpeedup?.isAlarming).toBe(
      true,
    );
  });
});
