import type { NodeKind } from '../conventions/node-facts.js';
import { buildGraph } from '../graph/build-graph.js';
import type { TraceGraph } from '../graph/trace-graph.js';
import { readStatuses } from '../outcome/node-status.js';
import type { RunStatuses } from '../outcome/node-status.js';
import type { SpanView } from '../span-view.js';
import { ownText } from './own-text.js';

/** One span in words of attribution, for hosts that list or store spans. */
export interface SpanDescription {
  readonly span: SpanView;
  /** Id of the parent in this trace; undefined for a root and where the parent is missing. */
  readonly parentSpanId: string | undefined;
  /** The kind, once the trace's structure is considered. */
  readonly nodeType: NodeKind;
  /** The agent whose work the span is, by the name the report uses; undefined for what belongs to nobody. */
  readonly agent: string | undefined;
  /** Why the span failed, in its own words, at most 500 characters; undefined when it did not. */
  readonly error: string | undefined;
}

/**
 * Tells of each span what the report tells of the run: whose it was, of which kind, and what went wrong in it. In order
 * of start; a span that came twice is described once, the attribution span is not described. Pure and total.
 *
 * @example
 * for (const { span, agent, nodeType } of describeSpans(spans)) console.log(agent, nodeType, span.name);
 */
export function describeSpans(spans: readonly SpanView[]): readonly SpanDescription[] {
  const graph = buildGraph(spans);
  return describeGraph(graph, readStatuses(graph));
}

/** The same of a trace that is already rebuilt. */
export function describeGraph(graph: TraceGraph, statuses: RunStatuses): readonly SpanDescription[] {
  return graph.nodes.map(({ index, span, kind, parent, assignment }) => ({
    span,
    parentSpanId: graph.nodes[parent]?.span.spanId,
    nodeType: kind,
    agent: graph.agents[graph.assignments[assignment]?.agent ?? -1]?.name,
    error: ownText(statuses.of(index).error),
  }));
}
