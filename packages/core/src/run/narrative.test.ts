import { describe, expect, it } from 'vitest';

import { narrateRun } from './narrative.js';
import type { Decision, Run } from './run.js';

const decision = (intent: string, success?: boolean): Decision => ({
  id: intent,
  nodeId: 'n',
  intent,
  ...(success !== undefined && { outcome: { success } }),
});
const run = (fields: Partial<Run>): Run => ({
  id: 'r',
  goalId: 'g',
  status: 'completed',
  startedAtMs: 0,
  decisions: [],
  problems: [],
  ...fields,
});

describe('narrative', () => {
  it('row 31: narrative of a failed run', () => {
    const failed = run({
      status: 'failed',
      decisions: [decision('Fetch', true), decision('Process data', false)],
      problems: [
        { severity: 'critical', description: 'API down' },
        { severity: 'warning', description: 'slow' },
        { severity: 'minor', description: 'typo' },
      ],
    });
    expect(narrateRun(failed)).toBe(
      'Run failed. Made 2 decisions: 1 succeeded, 1 failed. Critical issues: API down Warnings: slow Failed on: Process data',
    );
  });

  it.each([
    ['completed', 'Run completed successfully.'],
    ['failed', 'Run failed.'],
    ['stuck', 'Run got stuck.'],
    ['cancelled', 'Run was cancelled.'],
    ['running', 'Run is still running.'],
  ] as const)('row 31: narrative of a run that is %s', (status, opening) => {
    expect(narrateRun(run({ status }))).toBe(`${opening} Made 0 decisions: 0 succeeded, 0 failed.`);
  });

  it('row 31: narrative tells pending decisions from failed ones', () => {
    expect(narrateRun(run({ decisions: [decision('Wait'), decision('Fetch', true)] }))).toBe(
      'Run completed successfully. Made 2 decisions: 1 succeeded, 0 failed, 1 pending.',
    );
  });

  it('names the first three failed intents and all problems of a kind', () => {
    const text = narrateRun(
      run({
        decisions: ['a', 'b', 'c', 'd'].map((intent) => decision(intent, false)),
        problems: ['x', 'y'].map((description) => ({ severity: 'critical', description })),
      }),
    );
    expect(text).toMatch(/Critical issues: x, y Failed on: a, b, c$/);
  });
});
