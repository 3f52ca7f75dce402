import { describe, expect, it } from 'vitest';
import { agent, handoff, llm, spansOf, tool, workflow } from '../testing/trace-builder.js';
import { summarizeRun } from './summarize-run.js';

describe('summarizeRun', () => {
  it('row 32: tells a failed run: decisions, problems, agents and how work passed between them', () => {
    const summary = summarizeRun(
      spansOf(
        workflow('report', [
          agent('planner', [llm(), handoff('writer')]),
          agent('writer', [llm(), tool('render', { error: { message: 'no template' } })], {
            error: { message: 'no template' },
          }),
        ]),
      ),
    );
    expect(summary).toMatchObject({
      status: 'failed',
      decisionCount: 2,
      successRate: 0.5,
      keyDecisions: ['✗ [writer] call a tool → render'],
      criticalProblems: ['no template'],
      nodesExecuted: ['planner', 'writer'],
      edgesTraversed: ['planner -> writer'],
    });
    expect(summary.narrative).toMatch(/^Run failed\. Made 2 decisions: 1 succeeded, 1 failed\./);
  });

  it('row 31: tells a cancelled run from a failed one, and survives no spans at all', () => {
    const cancelled = spansOf(
      agent('writer', [llm()], { attributes: { 'attribution.outcome': 'cancelled' } }),
    );
    expect(summarizeRun(cancelled).status).toBe('cancelled');
    expect(summarizeRun([]).decisionCount).toBe(0);
  });
});
