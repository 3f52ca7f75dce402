import { isAttributionSpan } from '../conventions/attribution.js';
import { readNode } from '../conventions/read-node.js';
import { append } from '../plain/append.js';
import { blankList } from '../plain/blank-list.js';
import type { SpanView } from '../span-view.js';
import { assignOwners } from './agents.js';
import { arrange } from './arrange.js';
import { findHandoffs } from './handoffs.js';
import { countTokens } from './tokens.js';
import type { GraphNode, TraceGraph } from './trace-graph.js';
import type { IndexList } from '../plain/index-list.js';

const NO_CHILDREN: readonly number[] = [];

/** Rebuilds how the actions of one trace hang together. Spans may come in any order, twice, or with parents missing. */
export function buildGraph(input: readonly SpanView[]): TraceGraph {
  const arrangement = arrange(input.some(isAttributionSpan) ? input.filter(isOfTheRun) : input);
  const { spans, parents, topDown } = arrangement;
  const facts = spans.map(readNode);
  const ownership = assignOwners(arrangement, facts);
  const roots: number[] = [];
  const nodes = spans.map((span, index): GraphNode => {
    const parent = parents[index] ?? -1;
    if (parent === -1) roots.push(index);
    return {
      index,
      span,
      facts: facts[index] ?? readNode(span),
      kind: ownership.kinds[index] ?? 'unknown',
      parent,
      agentSpan: ownership.agentSpans[index] ?? -1,
      assignment: ownership.assignmentOf[index] ?? -1,
    };
  });
  return {
    traceId: spans[0]?.traceId ?? '',
    nodes,
    roots,
    childrenOf: childrenBy(parents),
    topDown,
    agents: ownership.agents,
    assignments: ownership.assignments,
    handoffs: findHandoffs(nodes, ownership.agents, ownership.assignments),
    tokens: countTokens(facts, ownership.kinds, parents, topDown),
    orphanCount: arrangement.orphanCount,
    duplicateCount: arrangement.duplicateCount,
    cycleCount: arrangement.cycleCount,
  };
}

const isOfTheRun = (span: SpanView): boolean => !isAttributionSpan(span);

/** Children are found when the first are asked for: hardly anybody asks about a run in which nothing failed. */
function childrenBy(parents: IndexList): TraceGraph['childrenOf'] {
  let children: readonly (readonly number[] | undefined)[] | undefined;
  return (node) => (children ??= listChildren(parents))[node] ?? NO_CHILDREN;
}

function listChildren(parents: IndexList): readonly (readonly number[] | undefined)[] {
  const children = blankList<number[]>(parents.length);
  for (let index = 0; index < parents.length; index++) {
    const parent = parents[index] ?? -1;
    if (parent !== -1) children[parent] = append(children[parent], index);
  }
  return children;
}
