import type { RunAnalysis } from '../analysis.js';
import type { RunReport } from '../report.js';
import { runOfTrace } from '../run/run-of-trace.js';
import { summarizeRunData } from '../run/run-summary.js';
import { findEdges } from '../graph/edges.js';

/** The story of the run. Agents are its nodes; each is named, whether or not it decided anything. */
export function reportRun(analysis: RunAnalysis): RunReport {
  const { status, durationMs, narrative, decisionCount, successRate, ...rest } = summarizeRunData(
    runOfTrace(analysis, findEdges(analysis.graph, analysis.instances)),
  );
  const { keyDecisions, criticalProblems, warnings, successes, edgesTraversed } = rest;
  const names = analysis.instances.list.map(({ agent }) => analysis.graph.agents[agent]?.name ?? '');
  return {
    status,
    durationMs,
    narrative,
    decisionCount,
    successRate,
    keyDecisions,
    criticalProblems,
    warnings,
    successes,
    nodesExecuted: [...new Set(names)],
    edgesTraversed,
  };
}
