import { describe, expect, it } from 'vitest';

import { summarizeRunData } from './run-summary.js';
import type { Decision, Run } from './run.js';

const decision = (id: string, success: boolean, fields: Partial<Decision> = {}): Decision => ({
  id,
  nodeId: 'n',
  intent: id,
  outcome: { success, summary: success ? `did ${id}` : '' },
  ...fields,
});
const judged = (outcomeQuality: number): Partial<Decision> => ({
  evaluation: { goalAligned: true, outcomeQuality },
});

const run: Run = {
  id: 'run_1',
  goalId: 'goal',
  status: 'completed',
  startedAtMs: 0,
  completedAtMs: 1500,
  decisions: [],
  problems: [],
};

describe('run summary', () => {
  it('row 32: run summary of one success and one failure', () => {
    const problems = [
      { severity: 'critical', description: 'API down' },
      { severity: 'warning', description: 'slow' },
      { severity: 'minor', description: 'typo' },
    ];
    const summary = summarizeRunData({
      ...run,
      problems,
      decisions: [decision('a', true), decision('b', false)],
    });
    expect(summary).toMatchObject({
      runId: 'run_1',
      goalId: 'goal',
      status: 'completed',
      durationMs: 1500,
      decisionCount: 2,
      successRate: 0.5,
      problemCount: 3,
      keyDecisions: ['✗ [n] b → unknown action'],
      criticalProblems: ['API down'],
      warnings: ['slow'],
      successes: ['did a'],
      nodesExecuted: ['n'],
    });
    expect(summary.narrative).toMatch(/^Run completed successfully\. Made 2 decisions/);
  });

  it('row 32: run summary has key decisions that failed or were judged above 0.8, at most 5', () => {
    const decisions = [
      decision('good', true, judged(0.81)),
      decision('fair', true, judged(0.8)),
      ...['b', 'c', 'd', 'e', 'f'].map((id) => decision(id, false)),
    ];
    const { keyDecisions } = summarizeRunData({ ...run, decisions });
    expect(keyDecisions.map((line) => line.split(' ')[2])).toEqual(['good', 'b', 'c', 'd', 'e']);
  });

  it('row 32: run summary has the first 3 successes that say something', () => {
    const decisions = ['a', 'b', 'c', 'd', 'e'].map((id) => decision(id, true));
    const silent = decision('b', true, { outcome: { success: true } });
    const { successes } = summarizeRunData({ ...run, decisions: decisions.with(1, silent) });
    expect(successes).toEqual(['did a', 'did c', 'did d']);
  });

  it('keeps the story that the run brings along', () => {
    expect(summarizeRunData({ ...run, narrative: 'It rained.' }).narrative).toBe('It rained.');
  });

  it('does not take a pending decision for a key decision', () => {
    const decisions = [{ id: 'a', nodeId: 'n', intent: 'wait' }];
    expect(summarizeRunData({ ...run, decisions }).keyDecisions).toEqual([]);
  });
});
