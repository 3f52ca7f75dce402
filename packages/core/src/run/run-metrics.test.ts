import { describe, expect, it } from 'vitest';

import { runDurationMs, runMetrics } from './run-metrics.js';
import type { Decision, Run } from './run.js';

const decision = (id: string, nodeId: string, success?: boolean): Decision => ({
  id,
  nodeId,
  intent: id,
  ...(success !== undefined && { outcome: { success, tokensUsed: 10, latencyMs: 5 } }),
});
const run = (decisions: Decision[], fields: Partial<Run> = {}): Run => ({
  id: 'r',
  goalId: 'g',
  status: 'completed',
  startedAtMs: 1000,
  decisions,
  problems: [],
  ...fields,
});

describe('run metrics', () => {
  it('row 29: run metrics count outcomes, tokens, latency and nodes', () => {
    const decisions = [decision('1', 'b', true), decision('2', 'a', false), decision('3', 'b', true)];
    expect(runMetrics(run(decisions))).toEqual({
      totalDecisions: 3,
      successfulDecisions: 2,
      failedDecisions: 1,
      pendingDecisions: 0,
      successRate: 2 / 3,
      totalTokens: 30,
      totalLatencyMs: 15,
      nodesExecuted: ['b', 'a'],
      edgesTraversed: ['b -> a', 'a -> b'],
    });
  });

  it('row 29: success rate leaves decisions without an outcome aside', () => {
    const metrics = runMetrics(run([decision('1', 'a', true), decision('2', 'a')]));
    expect(metrics).toMatchObject({ totalDecisions: 2, pendingDecisions: 1, successRate: 1 });
    expect(runMetrics(run([decision('1', 'a')])).successRate).toBe(0);
  });

  it('row 30: outcome recorded twice is counted once', () => {
    const metrics = runMetrics(run([decision('1', 'a', false), decision('1', 'a', true)]));
    expect(metrics).toMatchObject({
      totalDecisions: 1,
      successfulDecisions: 1,
      failedDecisions: 0,
      totalTokens: 10,
    });
  });

  it('row 29: edges traversed are those of the graph, where there is one', () => {
    const edges = [
      { from: 'root', to: 'a' },
      { from: 'root', to: 'b' },
      { from: 'root', to: 'a' },
    ];
    const metrics = runMetrics(run([decision('1', 'a', true), decision('2', 'b', true)], { edges }));
    expect(metrics.edgesTraversed).toEqual(['root -> a', 'root -> b']);
    expect(metrics.nodesExecuted).toEqual(['a', 'b', 'root']);
  });

  it('row 29: duration is 0 until the run ends', () => {
    expect(runDurationMs(run([]))).toBe(0);
    expect(runDurationMs(run([], { completedAtMs: 2500.9 }))).toBe(1500);
    expect(runDurationMs(run([], { completedAtMs: 900 }))).toBe(0);
  });
});
