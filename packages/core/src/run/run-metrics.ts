import { decisionsOf, stateOf } from './decisions.js';
import type { Decision, Run, RunEdge } from './run.js';

/** Derived from the run each time, so that nothing can be counted twice. */
export interface RunMetrics {
  readonly totalDecisions: number;
  readonly successfulDecisions: number;
  readonly failedDecisions: number;
  /** Decisions of which nothing came yet. */
  readonly pendingDecisions: number;
  /** Of the decisions of which something came; 0 when there are none. */
  readonly successRate: number;
  readonly totalTokens: number;
  readonly totalLatencyMs: number;
  /** Each once, in order of first appearance. */
  readonly nodesExecuted: readonly string[];
  /** `from -> to`, each once, in order of first appearance. */
  readonly edgesTraversed: readonly string[];
}

/** The figures of a run. @param decisions - those of the run, each once, where they are known already */
export function runMetrics(run: Run, decisions: readonly Decision[] = decisionsOf(run)): RunMetrics {
  let successfulDecisions = 0;
  let failedDecisions = 0;
  for (const decision of decisions) {
    const state = stateOf(decision);
    if (state === 'succeeded') successfulDecisions += 1;
    else if (state === 'failed') failedDecisions += 1;
  }
  const decided = successfulDecisions + failedDecisions;
  const nodes = decisions.map(({ nodeId }) => nodeId).filter((nodeId) => nodeId !== '');
  const edges = run.edges ?? edgesBetween(nodes);
  return {
    totalDecisions: decisions.length,
    successfulDecisions,
    failedDecisions,
    pendingDecisions: decisions.length - decided,
    successRate: decided === 0 ? 0 : successfulDecisions / decided,
    totalTokens: decisions.reduce((sum, { outcome }) => sum + (outcome?.tokensUsed ?? 0), 0),
    totalLatencyMs: decisions.reduce((sum, { outcome }) => sum + (outcome?.latencyMs ?? 0), 0),
    nodesExecuted: [...new Set([...nodes, ...(run.edges ?? []).flatMap(({ from, to }) => [from, to])])],
    edgesTraversed: [...new Set(edges.map(({ from, to }) => `${from} -> ${to}`))],
  };
}

/** Milliseconds from start to end; 0 while the run goes on. */
export function runDurationMs({ startedAtMs, completedAtMs }: Run): number {
  return completedAtMs === undefined ? 0 : Math.max(0, Math.trunc(completedAtMs - startedAtMs));
}

function edgesBetween(nodes: readonly string[]): RunEdge[] {
  return nodes.slice(1).flatMap((to, index) => {
    const from = nodes[index];
    return from === undefined || from === to ? [] : [{ from, to }];
  });
}
