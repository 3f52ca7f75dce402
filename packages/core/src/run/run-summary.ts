import type { RunStatus } from '@agent-attribution/semantic-conventions';

import { decisionsOf, stateOf, summarizeDecision } from './decisions.js';
import { descriptionsOf, narrateRun } from './narrative.js';
import { runDurationMs, runMetrics } from './run-metrics.js';
import type { Decision, Run } from './run.js';

const KEY_DECISIONS = 5;
const SUCCESSES = 3;
const REMARKABLE_QUALITY = 0.8;

export interface RunSummary {
  readonly runId: string;
  readonly goalId: string;
  readonly status: RunStatus;
  readonly durationMs: number;
  readonly decisionCount: number;
  /** Of the decisions of which something came, 0..1. */
  readonly successRate: number;
  readonly problemCount: number;
  readonly narrative: string;
  /** Decisions that failed or were judged to be remarkably good, in order, at most 5. */
  readonly keyDecisions: readonly string[];
  readonly criticalProblems: readonly string[];
  readonly warnings: readonly string[];
  /** What successful decisions say they achieved, at most 3. */
  readonly successes: readonly string[];
  readonly nodesExecuted: readonly string[];
  readonly edgesTraversed: readonly string[];
}

/** What a person needs to know of a run. */
export function summarizeRunData(run: Run): RunSummary {
  const decisions = decisionsOf(run);
  const metrics = runMetrics(run, decisions);
  const keyDecisions: string[] = [];
  const successes: string[] = [];
  for (const decision of decisions) {
    const { outcome } = decision;
    if (isKeyDecision(decision) && keyDecisions.length < KEY_DECISIONS)
      keyDecisions.push(summarizeDecision(decision));
    if (outcome?.success === true && outcome.summary && successes.length < SUCCESSES)
      successes.push(outcome.summary);
  }
  return {
    runId: run.id,
    goalId: run.goalId,
    status: run.status,
    durationMs: runDurationMs(run),
    decisionCount: metrics.totalDecisions,
    successRate: metrics.successRate,
    problemCount: run.problems.length,
    narrative: run.narrative || narrateRun(run, decisions, metrics),
    keyDecisions,
    criticalProblems: descriptionsOf(run.problems, 'critical'),
    warnings: descriptionsOf(run.problems, 'warning'),
    successes,
    nodesExecuted: metrics.nodesExecuted,
    edgesTraversed: metrics.edgesTraversed,
  };
}

function isKeyDecision(decision: Decision): boolean {
  return stateOf(decision) === 'failed' || (decision.evaluation?.outcomeQuality ?? 0) > REMARKABLE_QUALITY;
}
