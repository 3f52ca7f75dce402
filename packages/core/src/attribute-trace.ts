import type { Completion, NodeType, Verdict } from '@agent-attribution/semantic-conventions';
import { ATTRIBUTION_INPUT, GEN_AI } from '@agent-attribution/semantic-conventions';
import type { RunAnalysis } from './analysis.js';
import { analyzeRun } from './analysis.js';
import type { Blame, BlameOptions } from './blame/attribute-failure.js';
import { attributeFailure } from './blame/attribute-failure.js';
import { chooseProfile } from './blame/choose-profile.js';
import { CONFIDENCE_FLOOR } from './blame/confidence.js';
import { isNodeType } from './conventions/attribution.js';
import { readText } from './conventions/read.js';
import { distinct } from './plain/distinct.js';
import type { AttributionReport, Candidate, EvidenceClass, RootCause } from './report.js';
import { buildContributions, judgeAssignments } from './reporting/contributions.js';
import { creditShares } from './reporting/credit-shares.js';
import { collectEvidence } from './reporting/evidence.js';
import { reportRun } from './reporting/run-report.js';
import { summarize } from './reporting/summary.js';
import type { TraceGraph } from './graph/trace-graph.js';
import type { SpanView } from './span-view.js';
import { placeInGraph } from './write-back/place-report.js';
import type { ReportPlace } from './write-back/place-report.js';

export interface AttributeOptions extends BlameOptions {
  /** Why the trace was released. Default `complete`. */
  readonly completion?: Completion;
  /** 1 for the first verdict on a trace. Default 1. */
  readonly revision?: number;
  /** How many of the spans came after an earlier release. Default 0. */
  readonly lateSpans?: number;
  /** How many candidates the report lists. Default 10. */
  readonly candidateLimit?: number;
}

/**
 * Attributes one trace: what became of the run, which agent and which step caused it, why, how sure that is, and what
 * each agent earned and cost. The only place where attribution is computed.
 *
 * Pure and total: the same spans give the same report in any order, and no input makes it throw. Linear in the number of
 * spans, but for sorting them.
 *
 * @example
 * const report = attributeTrace(spans);
 * if (report.rootCause !== null) console.log(report.rootCause.agent, report.summary);
 */
export function attributeTrace(
  spans: readonly SpanView[],
  options: AttributeOptions = {},
): AttributionReport {
  return reportOn(analyzeRun(spans, options.metadataOnly), options);
}

/** A report, and where on the spans of its trace it belongs. */
export interface PlacedReport {
  readonly report: AttributionReport;
  readonly places: readonly ReportPlace[];
}

/**
 * {@link attributeTrace} for a host that writes the report on the spans themselves: with what `placeReport` would find
 * by reading them again.
 */
export function attributeAndPlace(spans: readonly SpanView[], options: AttributeOptions = {}): PlacedReport {
  const analysis = analyzeRun(spans, options.metadataOnly);
  const report = reportOn(analysis, options);
  return { report, places: placeInGraph(report, analysis.graph) };
}

function reportOn(analysis: RunAnalysis, options: AttributeOptions): AttributionReport {
  const { graph, result, steps } = analysis;
  const isFailing = result.outcome === 'failure' || result.outcome === 'partial';
  const blame = isFailing ? attributeFailure(analysis, options) : undefined;
  const candidates = listCandidates(analysis, blame, options.candidateLimit ?? 10);
  const rootCause = findRootCause(analysis, blame);
  const standings = judgeAssignments(analysis, blame);
  const credits = creditShares(graph.assignments.length, steps.steps, standings);
  const contributions = buildContributions(analysis, blame, standings, credits);
  const verdict = verdictOf(analysis, rootCause, isFailing);
  const root = graph.nodes[graph.roots[0] ?? -1]?.span;
  const census = takeCensus(graph);
  const victims = contributions.filter(
    ({ outcome, agentName, failureAttribution }) =>
      outcome === 'failure' &&
      agentName !== rootCause?.agent &&
      failureAttribution === 'upstream_contamination',
  );
  return {
    schemaVersion: 1,
    traceId: graph.traceId,
    taskId: findText(analysis, root, ATTRIBUTION_INPUT.taskId),
    goalId: findText(analysis, root, ATTRIBUTION_INPUT.goalId),
    conversationId: findText(analysis, root, GEN_AI.conversationId),
    revision: options.revision ?? 1,
    completion: options.completion ?? 'complete',
    outcome: result.outcome,
    verdict,
    rootCause,
    candidates,
    evidence: collectEvidence(analysis, blame),
    contributions,
    nodeTypes: census.nodeTypes,
    evidenceClasses: evidenceClassesOf(analysis, census),
    profile: blame?.profile ?? chooseProfile(steps.steps, options.profiles, options.profile).name,
    run: reportRun(analysis),
    tokens: graph.tokens.totals,
    spanCount: graph.nodes.length,
    lateSpans: options.lateSpans ?? 0,
    orphanSpans: graph.orphanCount,
    conventions: census.conventions,
    summary: summarize({
      outcome: result.outcome,
      verdict,
      rootCause,
      nodeName: nodeNameOf(analysis, rootCause),
      victims: distinct(victims.map(({ agentName }) => agentName)),
      agentCount: graph.agents.length,
      spanCount: graph.nodes.length,
    }),
    warnings: warningsOf(analysis, census),
  };
}

function listCandidates(
  { steps }: RunAnalysis,
  blame: Blame | undefined,
  limit: number,
): readonly Candidate[] {
  return (blame?.ranking ?? []).slice(0, limit).map(({ stepIndex, probability, terms }) => {
    const step = steps.steps[stepIndex];
    return {
      agent: step?.agent ?? '',
      spanId: step?.spanId ?? '',
      stepIndex,
      probability,
      terms,
    };
  });
}

function findRootCause({ graph, steps }: RunAnalysis, blame: Blame | undefined): RootCause | null {
  const [top] = blame?.ranking ?? [];
  const step = steps.steps[top?.stepIndex ?? -1];
  if (top === undefined || step === undefined || blame === undefined) return null;
  if (blame.confidence < CONFIDENCE_FLOOR) return null;
  const origin = blame.origins.find((candidate) => candidate.step === top.stepIndex);
  const node = graph.nodes[origin?.cause.node ?? step.node] ?? graph.nodes[step.node];
  return {
    agent: step.agent,
    // The node that shows it: a failed tool, a check; where no sign leads to the step, the step itself.
    spanId: node?.span.spanId ?? step.spanId,
    stepIndex: step.index,
    nodeType: isNodeType(node?.kind) ? node.kind : 'step',
    failureCategory: origin?.category ?? 'unknown',
    failureAttribution: origin?.attribution ?? 'direct',
    confidence: blame.confidence,
  };
}

function verdictOf({ graph }: RunAnalysis, rootCause: RootCause | null, isFailing: boolean): Verdict {
  if (isFailing) return rootCause === null ? 'unverified' : 'attributed';
  return graph.agents.length === 0 ? 'unverified' : 'healthy';
}

function nodeNameOf({ graph }: RunAnalysis, rootCause: RootCause | null): string | undefined {
  const node = graph.nodes.find(({ span }) => span.spanId === rootCause?.spanId);
  return node?.facts.toolName ?? (node?.kind === 'llm_call' ? node.facts.model : undefined);
}

/** From the root, else from the first agent that says it. */
function findText({ graph }: RunAnalysis, root: SpanView | undefined, key: string): string | null {
  const own = root === undefined ? undefined : readText(root, key);
  if (own !== undefined) return own;
  for (const { agentSpans } of graph.assignments) {
    const span = graph.nodes[agentSpans[0] ?? -1]?.span;
    const text = span === undefined ? undefined : readText(span, key);
    if (text !== undefined) return text;
  }
  return null;
}

/** What the nodes of a run are, taken together. */
interface Census {
  readonly nodeTypes: AttributionReport['nodeTypes'];
  readonly conventions: AttributionReport['conventions'];
  /** Whether what any model said is known. */
  readonly hasContent: boolean;
  readonly isOfSeveralTraces: boolean;
}

function takeCensus({ nodes, traceId }: TraceGraph): Census {
  const nodeTypes: Partial<Record<NodeType | 'unknown', number>> = {};
  const conventions: Record<string, number> = {};
  let hasContent = false;
  let isOfSeveralTraces = false;
  for (const { kind, facts, span } of nodes) {
    if (kind !== 'skip') nodeTypes[kind] = (nodeTypes[kind] ?? 0) + 1;
    const { convention } = facts;
    conventions[convention] = (conventions[convention] ?? 0) + 1;
    hasContent ||= kind === 'llm_call' && facts.output() !== undefined;
    isOfSeveralTraces ||= span.traceId !== traceId;
  }
  return { nodeTypes, conventions, hasContent, isOfSeveralTraces };
}

function evidenceClassesOf({ checks }: RunAnalysis, { hasContent }: Census): readonly EvidenceClass[] {
  const classes: EvidenceClass[] = ['structure'];
  if (hasContent) classes.push('content');
  if (checks.length > 0) classes.push('checks');
  return classes;
}

function warningsOf({ graph }: RunAnalysis, { isOfSeveralTraces }: Census): readonly string[] {
  const warnings: string[] = [];
  if (graph.nodes.length === 0) warnings.push('the trace has no spans');
  if (isOfSeveralTraces) {
    const traceIds = new Set(graph.nodes.map(({ span }) => span.traceId));
    warnings.push(`spans of ${traceIds.size} traces were attributed as one`);
  }
  if (graph.duplicateCount > 0)
    warnings.push(`${graph.duplicateCount} spans came more than once and were counted once`);
  if (graph.cycleCount > 0)
    warnings.push(`${graph.cycleCount} circles of parents were cut at their earliest span`);
  return warnings;
}
