import type { RunStatus } from '@agent-attribution/semantic-conventions';

import { decisionsOf } from './decisions.js';
import { runMetrics } from './run-metrics.js';
import type { Run } from './run.js';

export interface RunComparison {
  readonly run1: ComparedRun;
  readonly run2: ComparedRun;
  /** One sentence for each thing in which the runs differ. */
  readonly differences: readonly string[];
}

export interface ComparedRun {
  readonly id: string;
  readonly status: RunStatus;
  readonly decisions: number;
  readonly successRate: number;
}

/** In what two runs differ: their end, their length, the first choice that was not the same, and their nodes. */
export function compareRuns(a: Run, b: Run): RunComparison {
  const [run1, run2] = [compared(a), compared(b)];
  return {
    run1,
    run2,
    differences: [
      run1.status === run2.status ? [] : `Status: ${run1.status} vs ${run2.status}`,
      run1.decisions === run2.decisions ? [] : `Decision count: ${run1.decisions} vs ${run2.decisions}`,
      divergence(a, b),
      nodesOnlyIn(a, b, 'run 1'),
      nodesOnlyIn(b, a, 'run 2'),
    ].flat(),
  };
}

function compared(run: Run): ComparedRun {
  const { totalDecisions, successRate } = runMetrics(run);
  return { id: run.id, status: run.status, decisions: totalDecisions, successRate };
}

function divergence(a: Run, b: Run): string[] {
  const others = decisionsOf(b);
  for (const [index, { chosenOptionId = '' }] of decisionsOf(a).entries()) {
    const other = others[index];
    if (other === undefined) return [];
    const otherChoice = other.chosenOptionId ?? '';
    if (chosenOptionId !== otherChoice) {
      return [`Diverged at decision ${index}: chose '${chosenOptionId}' vs '${otherChoice}'`];
    }
  }
  return [];
}

function nodesOnlyIn(run: Run, other: Run, name: string): string[] {
  const elsewhere = new Set(runMetrics(other).nodesExecuted);
  const only = runMetrics(run).nodesExecuted.filter((node) => !elsewhere.has(node));
  return only.length === 0 ? [] : [`Nodes only in ${name}: ${only.toSorted().join(', ')}`];
}
