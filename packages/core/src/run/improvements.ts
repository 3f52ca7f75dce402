import { findPatterns } from './patterns.js';
import type { Run } from './run.js';

export interface Improvement {
  readonly type: 'node_improvement' | 'error_handling' | 'architecture';
  /** The node, the error, or `overall`. */
  readonly target: string;
  readonly reason: string;
  readonly recommendation: string;
  readonly priority: 'high' | 'medium';
}

const URGENT_FAILURE_RATE = 0.3;
const REPEATED_FAILURES = 2;
const URGENT_FAILURES = 5;
const EXPECTED_SUCCESS_RATE = 0.8;

/** What to change, from what the runs of a goal have in common; nothing without runs. */
export function suggestImprovements(runs: readonly Run[]): Improvement[] {
  const { runCount, successRate, problematicNodes, commonFailures } = findPatterns(runs);
  const nodes = problematicNodes.map(({ nodeId, failureRate }): Improvement => ({
    type: 'node_improvement',
    target: nodeId,
    reason: `${percent(failureRate)} of its decisions fail`,
    recommendation: `Review what '${nodeId}' is given and told, and the tools it has`,
    priority: failureRate > URGENT_FAILURE_RATE ? 'high' : 'medium',
  }));
  const errors = commonFailures
    .filter(({ count }) => count >= REPEATED_FAILURES)
    .map(({ error, count }): Improvement => ({
      type: 'error_handling',
      target: error,
      reason: `It occurred ${count} times`,
      recommendation: `Handle it where it arises: retry, fall back or fail early`,
      priority: count >= URGENT_FAILURES ? 'high' : 'medium',
    }));
  const overall: Improvement = {
    type: 'architecture',
    target: 'overall',
    reason: `Only ${percent(successRate)} of the runs complete`,
    recommendation: 'Reconsider how the goal is cut into nodes before tuning any of them',
    priority: 'high',
  };
  return [...nodes, ...errors, ...(runCount > 0 && successRate < EXPECTED_SUCCESS_RATE ? [overall] : [])];
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
