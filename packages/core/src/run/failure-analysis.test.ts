import { describe, expect, it } from 'vitest';

import { analyzeFailure, renderFailureAnalysis } from './failure-analysis.js';
import type { Run } from './run.js';

const failedRun: Run = {
  id: 'r1',
  goalId: 'g',
  status: 'failed',
  startedAtMs: 0,
  decisions: [
    { id: '1', nodeId: 'a', intent: 'Fetch', inputContext: { url: 'x' }, outcome: { success: true } },
    {
      id: '2',
      nodeId: 'b',
      intent: 'Parse',
      options: [
        { id: 'x', description: 'as XML' },
        { id: 'j', description: 'as JSON' },
      ],
      chosenOptionId: 'j',
      activeConstraints: ['no network', 'fast'],
      outcome: { success: false, error: 'bad token' },
    },
    { id: '3', nodeId: 'c', intent: 'Report', inputContext: { a: 1 }, outcome: { success: false } },
  ],
  problems: [{ severity: 'critical', description: 'API down', suggestedFix: 'retry later' }],
};

describe('failure analysis', () => {
  it('row 34: failure analysis finds the first failed decision, its cause and what to try', () => {
    expect(analyzeFailure(failedRun)).toEqual({
      runId: 'r1',
      failurePoint: '✗ [b] Parse → as JSON',
      rootCause: 'bad token',
      decisionChain: ['✓ [a] Fetch → unknown action', '✗ [b] Parse → as JSON'],
      problems: ['[critical] API down'],
      suggestions: [
        "Consider alternative: 'as XML' instead of 'as JSON'",
        "Decision 'Parse' had no input context - ensure relevant data is passed",
        'Review constraints: no network, fast - may be too restrictive',
        'retry later',
      ],
    });
  });

  it('row 34: failure analysis of a run whose decisions all succeeded looks outside', () => {
    const analysis = analyzeFailure({ ...failedRun, decisions: failedRun.decisions.slice(0, 1) });
    expect(analysis).toMatchObject({
      failurePoint: 'Unknown - no decision marked as failed',
      rootCause: 'Run failed but all decisions succeeded (external cause?)',
      decisionChain: ['✓ [a] Fetch → unknown action'],
    });
  });

  it('says Unknown for a failure without an error', () => {
    expect(analyzeFailure({ ...failedRun, decisions: failedRun.decisions.slice(2) })?.rootCause).toBe(
      'Unknown',
    );
  });

  it('has nothing to say of a run that neither failed nor got stuck', () => {
    expect(analyzeFailure({ ...failedRun, status: 'completed' })).toBeNull();
    expect(analyzeFailure({ ...failedRun, status: 'cancelled' })).toBeNull();
    expect(analyzeFailure({ ...failedRun, status: 'stuck' })?.rootCause).toBe('bad token');
  });

  it('row 34: failure analysis as text, without empty sections', () => {
    const text = renderFailureAnalysis({
      runId: 'r1',
      failurePoint: 'here',
      rootCause: 'that',
      decisionChain: ['one', 'two'],
      problems: [],
      suggestions: ['this'],
    });
    expect(text).toBe(
      'Failure analysis of run r1\n\nFailure Point\nhere\n\nRoot Cause\nthat\n\n' +
        'Decision Chain\n1. one\n2. two\n\nSuggestions\n- this',
    );
  });
});
