import type { NodeKind } from './conventions/node-facts.js';
import { buildGraph } from './graph/build-graph.js';
import type { GraphNode } from './graph/trace-graph.js';
import { groupBy } from './group-by.js';
import type { SpanView } from './span-view.js';

/** What the spans received look like to the engine: shown by `doctor` and `analyze`. */
export interface ConventionTally {
  readonly traceCount: number;
  readonly spanCount: number;
  /** Spans by convention; `none` for spans of no convention that the engine knows. */
  readonly byConvention: Readonly<Record<string, number>>;
  /** Spans by the row of the mapping table that decided. */
  readonly byRow: Readonly<Record<string, number>>;
  readonly unknownSpans: {
    readonly count: number;
    /** Different names among them, in order of first sight, at most 10. */
    readonly names: readonly string[];
  };
  /** Spans whose parent is not there. */
  readonly missingParents: number;
  /** Tokens that would have been counted twice. */
  readonly doubleCountedTokens: number;
  /** Share, 0..1, of model and tool calls whose input or output is there; null when there are no such calls. */
  readonly contentShare: number | null;
  /** Spans that dropped attributes, so that what is missing on them is unknown. */
  readonly spansWithDroppedAttributes: number;
}

const MAX_NAMES = 10;
const HAS_CONTENT: ReadonlySet<NodeKind> = new Set(['llm_call', 'tool_invocation', 'retrieval']);

/**
 * Counts which conventions spans follow and what they lack. Spans may be of any number of traces. Reads the content of
 * model and tool calls, so it is for a person who asks, not for every trace.
 *
 * @example
 * const { byConvention, unknownSpans } = tallyConventions(spans);
 */
export function tallyConventions(spans: readonly SpanView[]): ConventionTally {
  const byConvention: Record<string, number> = {};
  const byRow: Record<string, number> = {};
  const names = new Set<string>();
  const responses = new Set<string>();
  const tally = {
    spanCount: 0,
    unknown: 0,
    missingParents: 0,
    doubled: 0,
    calls: 0,
    withContent: 0,
    dropped: 0,
  };
  const traces = groupBy(spans, ({ traceId }) => traceId);
  for (const trace of traces.values()) {
    const graph = buildGraph(trace);
    tally.missingParents += graph.orphanCount;
    tally.doubled += graph.tokens.totals.doubleCountedExcluded;
    tally.spanCount += graph.nodes.length;
    for (const node of graph.nodes) {
      count(byConvention, node.facts.convention);
      count(byRow, node.facts.row);
      if (node.facts.kind === 'unknown') {
        tally.unknown += 1;
        if (names.size < MAX_NAMES) names.add(node.span.name);
      }
      if (HAS_CONTENT.has(node.kind)) {
        tally.calls += 1;
        if (hasContent(node)) tally.withContent += 1;
      }
      if (node.span.droppedAttributesCount > 0) tally.dropped += 1;
      tally.doubled += repeatedElsewhere(node, graph.tokens.counted[node.index], responses);
    }
  }
  return {
    traceCount: traces.size,
    spanCount: tally.spanCount,
    byConvention,
    byRow,
    unknownSpans: { count: tally.unknown, names: [...names] },
    missingParents: tally.missingParents,
    doubleCountedTokens: tally.doubled,
    contentShare: tally.calls === 0 ? null : tally.withContent / tally.calls,
    spansWithDroppedAttributes: tally.dropped,
  };
}

/** A trace counts each response once by itself; the same response in another trace is seen only here. */
function repeatedElsewhere(
  { facts }: GraphNode,
  usage: { readonly input: number; readonly output: number } | undefined,
  responses: Set<string>,
): number {
  const id = usage === undefined ? undefined : facts.responseId;
  if (usage === undefined || id === undefined) return 0;
  if (responses.has(id)) return usage.input + usage.output;
  responses.add(id);
  return 0;
}

function hasContent({ facts }: GraphNode): boolean {
  return facts.input() !== undefined || facts.output() !== undefined;
}

function count(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
