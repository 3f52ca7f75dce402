import { distinct } from '../plain/distinct.js';
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
  let totalTokens = 0;
  let totalLatencyMs = 0;
  const nodes: string[] = [];
  for (const decision of decisions) {
    const { nodeId, outcome } = decision;
    const state = stateOf(decision);
    if (state === 'succeeded') successfulDecisions += 1;
    else if (state === 'failed') failedDecisions += 1;
    totalTokens += outcome?.tokensUsed ?? 0;
    totalLatencyMs += outcome?.latencyMs ?? 0;
    if (nodeId !== '') nodes.push(nodeId);
  }
  const edges: string[] = [];
  for (const { from, to } of run.edges ?? edgesBetween(decisions)) {
    if (run.edges !== undefined) nodes.push(from, to);
    edges.push(`${from} -> ${to}`);
  }
  const decided = successfulDecisions + failedDecisions;
  return {
    totalDecisions: decisions.length,
    successfulDecisions,
    failedDecisions,
    pendingDecisions: decisions.length - decided,
    successRate: decided === 0 ? 0 : successfulDecisions / decided,
    totalTokens,
    totalLatencyMs,
    nodesExecuted: distinct(nodes),
    edgesTraversed: distinct(edges),
  };
}

/** Milliseconds from start to end; 0 while the run goes on. */
export function runDurationMs({ startedAtMs, completedAtMs }: Run): number {
  return completedAtMs === undefined ? 0 : Math.max(0, Math.trunc(completedAtMs - startedAtMs));
}

function edgesBetween(decisions: readonly Decision[]): readonly RunEdge[] {
  const nodes = decisions.map(({ nodeId }) => nodeId).filter((nodeId) => nodeId !== '');
  return nodes.slice(1).flatMap((to, index) => {
    const from = nodes[index];
    return from === undefined || from === to ? [] : [{ from, to }];
  });
}
