import { describe, expect, it } from 'vitest';

import { suggestImprovements } from './improvements.js';
import { nodePerformance } from './node-performance.js';
import { findPatterns } from './patterns.js';
import type { Decision, Run } from './run.js';

let nextId = 0;
const decision = (nodeId: string, fields: Partial<Decision> = {}): Decision => ({
  id: `d${nextId++}`,
  nodeId,
  intent: 'act',
  outcome: { success: true },
  ...fields,
});
const failure = (nodeId: string, error?: string): Decision =>
  decision(nodeId, { outcome: { success: false, error } });
const times = (count: number, make: () => Decision): Decision[] => Array.from({ length: count }, make);
const run = (status: Run['status'], decisions: Decision[] = []): Run => ({
  id: 'r',
  goalId: 'g',
  status,
  startedAtMs: 0,
  decisions,
  problems: [],
});

describe('patterns of runs', () => {
  it('row 34: patterns count completed runs over all', () => {
    expect(findPatterns([run('completed'), run('failed'), run('cancelled'), run('running')])).toMatchObject({
      runCount: 4,
      successRate: 0.25,
    });
    expect(findPatterns([])).toMatchObject({ runCount: 0, successRate: 0, commonFailures: [] });
  });

  it('row 34: patterns list the five most common errors', () => {
    const errors = ['a', 'b', 'b', undefined, 'c', 'd', 'e', 'f'];
    const { commonFailures } = findPatterns([
      run(
        'failed',
        errors.map((error) => failure('n', error)),
      ),
    ]);
    expect(commonFailures).toEqual([
      { error: 'b', count: 2 },
      { error: 'a', count: 1 },
      { error: 'Unknown error', count: 1 },
      { error: 'c', count: 1 },
      { error: 'd', count: 1 },
    ]);
  });

  it('row 34: patterns name nodes of which more than 10 % fail, the worst first', () => {
    const decisions = [
      ...times(9, () => decision('tenth')),
      failure('tenth'),
      ...times(8, () => decision('ninth')),
      failure('ninth'),
      failure('broken'),
      decision('waiting', { outcome: undefined }),
    ];
    expect(findPatterns([run('failed', decisions)]).problematicNodes).toEqual([
      { nodeId: 'broken', failureRate: 1 },
      { nodeId: 'ninth', failureRate: 1 / 9 },
    ]);
  });

  it('row 34: patterns tell what is usually chosen for an intent', () => {
    const choose = (choice: string): Decision =>
      decision('n', {
        intent: 'i'.repeat(60),
        decisionType: 'path_choice',
        options: [{ id: choice, description: `take ${choice}` }],
        chosenOptionId: choice,
      });
    const patterns = findPatterns([run('completed', [choose('a'), choose('b'), choose('b'), decision('n')])]);
    expect(patterns.commonChoices).toEqual({
      ['i'.repeat(50)]: { choice: 'take b', count: 2, alternatives: 1 },
    });
    expect(patterns.decisionTypeDistribution).toEqual({ path_choice: 3, custom: 1 });
  });
});

describe('improvements', () => {
  it.each([
    [4, 'high'],
    [3, 'medium'],
  ])('row 34: improvement of a node with %i of 10 failed decisions: %s', (count, priority) => {
    const decisions = [
      ...times(count, () => failure('n', `${nextId}`)),
      ...times(10 - count, () => decision('n')),
    ];
    expect(suggestImprovements([run('completed', decisions)])).toMatchObject([
      { type: 'node_improvement', target: 'n', priority },
    ]);
  });

  it.each([
    [1, undefined],
    [2, 'medium'],
    [4, 'medium'],
    [5, 'high'],
  ])('row 34: improvement for an error that occurred %i times: %s', (count, priority) => {
    const decisions = [...times(count, () => failure('n', 'boom')), ...times(90, () => decision('n'))];
    const [suggestion] = suggestImprovements([run('completed', decisions)]);
    expect(suggestion?.priority).toBe(priority);
    if (suggestion !== undefined)
      expect(suggestion).toMatchObject({ type: 'error_handling', target: 'boom' });
  });

  it('row 34: improvement of the whole when fewer than 80 % of the runs complete', () => {
    const completed = times(4, () => decision('n')).map(() => run('completed'));
    expect(suggestImprovements([...completed, run('failed')])).toEqual([]);
    expect(suggestImprovements([...completed, run('failed'), run('failed')])).toMatchObject([
      { type: 'architecture', target: 'overall', priority: 'high', reason: 'Only 67 % of the runs complete' },
    ]);
    expect(suggestImprovements([])).toEqual([]);
  });
});

describe('node performance', () => {
  it('row 34: node performance over all runs', () => {
    const runs = [
      run('completed', [
        decision('n', { outcome: { success: true, latencyMs: 100, tokensUsed: 5 } }),
        failure('other'),
      ]),
      run('failed', [
        decision('n', { outcome: { success: false, latencyMs: 300 }, decisionType: 'delegation' }),
        decision('n', { outcome: undefined }),
      ]),
    ];
    expect(nodePerformance(runs, 'n')).toEqual({
      nodeId: 'n',
      totalDecisions: 3,
      successRate: 0.5,
      avgLatencyMs: 200,
      totalTokens: 5,
      decisionTypeDistribution: { custom: 2, delegation: 1 },
    });
  });

  it('row 34: node performance of an unknown node is zeros', () => {
    expect(nodePerformance([], 'n')).toMatchObject({ totalDecisions: 0, successRate: 0, avgLatencyMs: 0 });
  });
});
