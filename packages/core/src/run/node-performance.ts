import { mean } from '../plain/values.js';
import { decisionsOf, stateOf } from './decisions.js';
import { decisionTypeDistribution } from './patterns.js';
import type { DecisionType, Run } from './run.js';

export interface NodePerformance {
  readonly nodeId: string;
  readonly totalDecisions: number;
  /** As all below, of the decisions of which something came; 0 when there are none. */
  readonly successRate: number;
  readonly avgLatencyMs: number;
  readonly totalTokens: number;
  readonly decisionTypeDistribution: Readonly<Partial<Record<DecisionType, number>>>;
}

/** How one node did over many runs; zeros for a node that nobody knows. */
export function nodePerformance(runs: readonly Run[], nodeId: string): NodePerformance {
  const decisions = runs.flatMap(decisionsOf).filter((decision) => decision.nodeId === nodeId);
  const outcomes = decisions.flatMap(({ outcome }) => outcome ?? []);
  const succeeded = decisions.filter((decision) => stateOf(decision) === 'succeeded').length;
  return {
    nodeId,
    totalDecisions: decisions.length,
    successRate: outcomes.length === 0 ? 0 : succeeded / outcomes.length,
    avgLatencyMs: mean(outcomes.map(({ latencyMs = 0 }) => latencyMs)) ?? 0,
    totalTokens: outcomes.reduce((sum, { tokensUsed = 0 }) => sum + tokensUsed, 0),
    decisionTypeDistribution: decisionTypeDistribution(decisions),
  };
}
