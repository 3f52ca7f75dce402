import { ATTRIBUTION_INPUT } from '@agent-attribution/semantic-conventions';
import { readNode } from '../conventions/read-node.js';
import { readText } from '../conventions/read.js';
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
    const contribution = contributionOf(span, report, byAgent, byId);
    if (span === root || contribution !== undefined) {
      places.push({ spanId: span.spanId, isRoot: span === root, contribution });
    }
  }
  return places;
}

/**
 * The span that speaks for the trace: the earliest without a parent, else the earliest whose parent is not among the
 * spans (it runs in another process, or was lost), else the earliest of all.
 */
export function findRoot(spans: readonly SpanView[]): SpanView | undefined {
  return rootOf(spans, new Map(spans.map((span) => [span.spanId, span])));
}

function rootOf(spans: readonly SpanView[], byId: ReadonlyMap<string, SpanView>): SpanView | undefined {
  let best: SpanView | undefined;
  let bestRank = Infinity;
  for (const span of spans) {
    const { parentSpanId } = span;
    const rank = parentSpanId === undefined ? 0 : byId.has(parentSpanId) ? 2 : 1;
    if (best === undefined || rank < bestRank || (rank === bestRank && span.startMicros < best.startMicros)) {
      best = span;
      bestRank = rank;
    }
  }
  return best;
}

/** Names are compared as the engine does: case and spacing make no new agent. */
const normalise = (name: string): string => name.trim().replaceAll(/\s+/g, ' ').toLowerCase();

function indexByAgent({ contributions }: AttributionReport): ReadonlyMap<string, readonly number[]> {
  const byAgent = new Map<string, number[]>();
  contributions.forEach(({ agentName }, index) => {
    const key = normalise(agentName);
    const known = byAgent.get(key);
    if (known === undefined) byAgent.set(key, [index]);
    else known.push(index);
  });
  return byAgent;
}

function contributionOf(
  span: SpanView,
  { contributions }: AttributionReport,
  byAgent: ReadonlyMap<string, readonly number[]>,
  byId: ReadonlyMap<string, SpanView>,
): number | undefined {
  const facts = readNode(span);
  if (facts.kind !== 'agent') return undefined;
  const name = facts.agentName ?? facts.agentId;
  const own = name === undefined ? undefined : byAgent.get(normalise(name));
  if (own === undefined || own.length === 1) return own?.[0];
  const subtaskId = subtaskOf(span, byId);
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
