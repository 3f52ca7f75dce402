import { describe, expect, it } from 'vitest';

import { compareRuns } from './compare-runs.js';
import type { Run } from './run.js';

const run = (
  id: string,
  status: Run['status'],
  choices: readonly (readonly [node: string, choice: string])[],
): Run => ({
  id,
  goalId: 'g',
  status,
  startedAtMs: 0,
  problems: [],
  decisions: choices.map(([nodeId, chosenOptionId], index) => ({
    id: `${index}`,
    nodeId,
    intent: 'act',
    chosenOptionId,
    outcome: { success: true },
  })),
});

describe('comparing runs', () => {
  it('row 34: comparison names status, length, divergence and nodes', () => {
    const a = run('a', 'completed', [
      ['n', 'x'],
      ['m', 'y'],
      ['k', 'z'],
    ]);
    const b = run('b', 'failed', [
      ['n', 'x'],
      ['o', 'w'],
    ]);
    expect(compareRuns(a, b)).toEqual({
      run1: { id: 'a', status: 'completed', decisions: 3, successRate: 1 },
      run2: { id: 'b', status: 'failed', decisions: 2, successRate: 1 },
      differences: [
        'Status: completed vs failed',
        'Decision count: 3 vs 2',
        "Diverged at decision 1: chose 'y' vs 'w'",
        'Nodes only in run 1: k, m',
        'Nodes only in run 2: o',
      ],
    });
  });

  it('row 34: comparison of equal runs finds nothing', () => {
    const choices = [['n', 'x']] as const;
    expect(compareRuns(run('a', 'failed', choices), run('b', 'failed', choices)).differences).toEqual([]);
  });

  it('compares choices as far as both runs go', () => {
    const longer = run('a', 'failed', [
      ['n', 'x'],
      ['n', 'y'],
    ]);
    expect(compareRuns(longer, run('b', 'failed', [['n', 'x']])).differences).toEqual([
      'Decision count: 2 vs 1',
    ]);
  });
});
