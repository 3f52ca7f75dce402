import { ATTRIBUTION_INPUT } from '@agent-attribution/semantic-conventions';
import type { NodeFacts } from '../conventions/node-facts.js';
import { readNode } from '../conventions/read-node.js';
import { readText } from '../conventions/read.js';
import { normalizeName } from '../graph/agent-name.js';
import type { GraphNode, TraceGraph } from '../graph/trace-graph.js';
import type { AttributionReport } from '../report.js';
import type { SpanView } from '../span-view.js';

/** A span that a report has something to say about, besides its candidates. */
export interface ReportPlace {
  readonly spanId: string;
  readonly isRoot: boolean;
  /** Index of the contribution that this agent span stands for; undefined when it stands for none. */
  readonly contribution: number | undefined;
}

/**
 * Finds the root of a trace and its agent spans, each with the contribution of its agent. An agent with several subtasks
 * has several contributions; the one of the span's own or inherited subtask is taken.
 */
export function placeReport(report: AttributionReport, spans: readonly SpanView[]): readonly ReportPlace[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const root = rootOf(spans, byId);
  const byAgent = indexByAgent(report);
  const places: ReportPlace[] = [];
  for (const span of spans) {
    const contribution = contributionOf(readNode(span), report, byAgent, () => subtaskOf(span, byId));
    if (span === root || contribution !== undefined) {
      places.push({ spanId: span.spanId, isRoot: span === root, contribution });
    }
  }
  return places;
}

/**
 * The same for a trace that has just been attributed: no span is read again. Places come in the order of the graph.
 * Reading every span a second time took 6 % of the samples of a profile of the span processor (`npm run bench:sdk`).
 */
export function placeInGraph(report: AttributionReport, graph: TraceGraph): readonly ReportPlace[] {
  const root = rootIn(graph);
  const byAgent = indexByAgent(report);
  const places: ReportPlace[] = [];
  for (const node of graph.nodes) {
    const isAgent = node.facts.kind === 'agent';
    if (!isAgent && node !== root) continue;
    const contribution = isAgent
      ? contributionOf(node.facts, report, byAgent, () => subtaskInGraph(node, graph))
      : undefined;
    if (node === root || contribution !== undefined) {
      places.push({ spanId: node.span.spanId, isRoot: node === root, contribution });
    }
  }
  return places;
}

/**
 * The span that speaks for the trace: the earliest without a parent, else the earliest whose parent is not among the
 * spans (it runs in another process, or was lost), else the earliest of all.
 */
export function findRoot<S extends SpanView>(spans: readonly S[]): S | undefined {
  return rootOf(spans, new Map(spans.map((span) => [span.spanId, span])));
}

function rootOf<S extends SpanView>(spans: readonly S[], byId: ReadonlyMap<string, SpanView>): S | undefined {
  let best: S | undefined;
  let bestRank = Infinity;
  for (const span of spans) {
    const { parentSpanId } = span;
    const rank = parentSpanId === undefined ? 0 : byId.has(parentSpanId) ? 2 : 1;
    if (best === undefined || rank < bestRank || (rank === bestRank && isBefore(span, best))) {
      best = span;
      bestRank = rank;
    }
  }
  return best;
}

/** The order of the graph among roots. */
function isBefore(a: SpanView, b: SpanView): boolean {
  if (a.startMicros !== b.startMicros) return a.startMicros < b.startMicros;
  return a.endMicros === b.endMicros ? a.spanId < b.spanId : a.endMicros < b.endMicros;
}

function rootIn({ nodes, roots, cycleCount }: TraceGraph): GraphNode | undefined {
  if (cycleCount > 0) {
    const root = findRoot(nodes.map(({ span }) => span));
    return nodes.find(({ span }) => span === root);
  }
  for (const index of roots) if (nodes[index]?.span.parentSpanId === undefined) return nodes[index];
  return nodes[roots[0] ?? -1];
}

function indexByAgent({ contributions }: AttributionReport): ReadonlyMap<string, readonly number[]> {
  const byAgent = new Map<string, number[]>();
  contributions.forEach(({ agentName }, index) => {
    const key = normalizeName(agentName);
    const known = byAgent.get(key);
    if (known === undefined) byAgent.set(key, [index]);
    else known.push(index);
  });
  return byAgent;
}

function contributionOf(
  facts: NodeFacts,
  { contributions }: AttributionReport,
  byAgent: ReadonlyMap<string, readonly number[]>,
  subtask: () => string,
): number | undefined {
  if (facts.kind !== 'agent') return undefined;
  const name = facts.agentName ?? facts.agentId;
  const own = name === undefined ? undefined : byAgent.get(normalizeName(name));
  if (own === undefined || own.length === 1) return own?.[0];
  const subtaskId = subtask();
  return own.find((index) => contributions[index]?.subtaskId === subtaskId);
}

/** The subtask of the nearest span that names one; the task, then the trace itself, stand in where none does. */
function subtaskOf(span: SpanView, byId: ReadonlyMap<string, SpanView>): string {
  const visited = new Set<SpanView>();
  let task: string | undefined;
  let at: SpanView | undefined = span;
  while (at !== undefined && !visited.has(at)) {
    visited.add(at);
    const subtask = readText(at, ATTRIBUTION_INPUT.subtaskId);
    if (subtask !== undefined) return subtask;
    task = readText(at, ATTRIBUTION_INPUT.taskId) ?? task;
    at = at.parentSpanId === undefined ? undefined : byId.get(at.parentSpanId);
  }
  return task ?? span.traceId;
}

function subtaskInGraph(start: GraphNode, { nodes }: TraceGraph): string {
  let task: string | undefined;
  for (let at: GraphNode | undefined = start; at !== undefined; at = nodes[at.parent]) {
    const subtask = readText(at.span, ATTRIBUTION_INPUT.subtaskId);
    if (subtask !== undefined) return subtask;
    task = readText(at.span, ATTRIBUTION_INPUT.taskId) ?? task;
  }
  return task ?? start.span.traceId;
}
