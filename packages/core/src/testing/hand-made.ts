import type { NodeFacts } from '../conventions/node-facts.js';
import { readNode } from '../conventions/read-node.js';
import { buildGraph } from '../graph/build-graph.js';
import type { TraceGraph } from '../graph/trace-graph.js';
import type { AttributeMap } from '../span-view.js';
import { spansOf } from './trace-builder.js';
import type { SpanDraft } from './trace-builder.js';

/** A span as a convention writes it; tests of conventions spell every attribute out. */
export const span = (
  name: string,
  attributes: AttributeMap,
  extra: Partial<Omit<SpanDraft, 'name' | 'attributes'>> = {},
): SpanDraft => ({ ...extra, name, attributes });

/** What one span says about itself. */
export function factsOf(draft: SpanDraft): NodeFacts {
  const [view] = spansOf(draft);
  if (view === undefined) throw new Error('a draft makes at least one span');
  return readNode(view);
}

export const graphOf = (root: SpanDraft): TraceGraph => buildGraph(spansOf(root));

/** By span name: the kind of each node, once the trace is considered. */
export const kindsIn = (graph: TraceGraph): Readonly<Record<string, string>> =>
  Object.fromEntries(graph.nodes.map(({ span: { name }, kind }) => [name, kind]));

/** By span name: the agent that owns each node; null when it belongs to none. */
export const ownersIn = (graph: TraceGraph): Readonly<Record<string, string | null>> =>
  Object.fromEntries(
    graph.nodes.map(({ span: { name }, assignment }) => [
      name,
      graph.agents[graph.assignments[assignment]?.agent ?? -1]?.name ?? null,
    ]),
  );

/** The texts of content, one after the other; undefined when it is unknown. */
export const textsOf = (content: ReturnType<NodeFacts['input']>): readonly string[] | undefined =>
  content?.messages.map(({ text }) => text);
