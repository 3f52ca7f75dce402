import type { RunStatus } from '@agent-attribution/semantic-conventions';

import { decisionsOf, stateOf } from './decisions.js';
import { runMetrics } from './run-metrics.js';
import type { RunMetrics } from './run-metrics.js';
import type { Decision, Problem, Run } from './run.js';

const FAILED_INTENTS = 3;

const OPENING: Readonly<Record<RunStatus, string>> = {
  completed: 'Run completed successfully.',
  failed: 'Run failed.',
  stuck: 'Run got stuck.',
  cancelled: 'Run was cancelled.',
  running: 'Run is still running.',
};

/**
 * The story of a run in a few sentences: how it ended, how its decisions turned out, what was reported and where it
 * failed. Always generated; a narrative that the run brings along is left aside.
 *
 * @example
 * narrateRun(run); // "Run failed. Made 2 decisions: 1 succeeded, 1 failed. Critical issues: API down Failed on: Parse"
 */
export function narrateRun(
  run: Run,
  decisions: readonly Decision[] = decisionsOf(run),
  metrics: RunMetrics = runMetrics(run, decisions),
): string {
  const { totalDecisions, successfulDecisions, failedDecisions, pendingDecisions } = metrics;
  const pending = pendingDecisions === 0 ? '' : `, ${pendingDecisions} pending`;
  const opening =
    `${OPENING[run.status]} Made ${totalDecisions} decisions: ` +
    `${successfulDecisions} succeeded, ${failedDecisions} failed${pending}.`;
  if (failedDecisions === 0 && run.problems.length === 0) return opening;
  const failed = decisions.filter((decision) => stateOf(decision) === 'failed');
  return [
    opening,
    ...listed('Critical issues', descriptionsOf(run.problems, 'critical')),
    ...listed('Warnings', descriptionsOf(run.problems, 'warning')),
    ...listed(
      'Failed on',
      failed.slice(0, FAILED_INTENTS).map(({ intent }) => intent),
    ),
  ].join(' ');
}

/** Descriptions of the problems of one severity. */
export function descriptionsOf(problems: readonly Problem[], severity: string): string[] {
  return problems.filter((problem) => problem.severity === severity).map(({ description }) => description);
}

function listed(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`${title}: ${items.join(', ')}`];
}
