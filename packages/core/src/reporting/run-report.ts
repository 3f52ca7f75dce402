import type { RunAnalysis } from '../analysis.js';
import type { RunReport } from '../report.js';

export function reportRun({ graph, result }: RunAnalysis): RunReport {
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
    edgesTraversed: [],
  };
}
