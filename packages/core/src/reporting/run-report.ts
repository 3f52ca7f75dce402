import type { RunAnalysis } from '../analysis.js';
import { distinct } from '../plain/distinct.js';
import type { RunReport } from '../report.js';
import { runOfTrace } from '../run/run-of-trace.js';
import { summarizeRunData } from '../run/run-summary.js';
import { findEdges } from '../graph/edges.js';

/** The story of the run. Agents are its nodes; each is named, whether or not it decided anything. */
export function reportRun(analysis: RunAnalysis): RunReport {
  const { graph, instances } = analysis;
  const summary = summarizeRunData(runOfTrace(analysis, findEdges(graph, instances)));
  const names = instances.list.map(({ agent }) => graph.agents[agent]?.name ?? '');
  return {
    status: summary.status,
    durationMs: summary.durationMs,
    narrative: summary.narrative,
    decisionCount: summary.decisionCount,
    successRate: summary.successRate,
    keyDecisions: summary.keyDecisions,
    criticalProblems: summary.criticalProblems,
    warnings: summary.warnings,
    successes: summary.successes,
    nodesExecuted: distinct(names),
    edgesTraversed: summary.edgesTraversed,
  };
}
