import type { RunAnalysis } from '../analysis.js';
import type { RunReport } from '../report.js';
import { findEdges } from './edges.js';

export function reportRun(analysis: RunAnalysis): RunReport {
  const { graph, result } = analysis;
  const nameOf = (agent: number): string => graph.agents[agent]?.name ?? '';
  const root = graph.nodes[graph.roots[0] ?? -1]?.span;
  return {
    status: result.status,
    durationMs: root === undefined ? 0 : (root.endMicros - root.startMicros) / 1000,
    narrative: '',
    decisionCount: 0,
    successRate: 0,
    keyDecisions: [],
    criticalProblems: [],
    warnings: [],
    successes: [],
    nodesExecuted: graph.agents.map(({ name }) => name),
    edgesTraversed: findEdges(analysis).map(({ from, to }) => `${nameOf(from)} -> ${nameOf(to)}`),
  };
}
