import type { SpanRow } from '../run-record.js';

/** A span in the order of a tree: children under their parent, each level in order of start. */
export interface TreeRow {
  readonly span: SpanRow;
  /** 0 for a root. */
  readonly depth: number;
}

/** Walks without recursion; a circle of parents is entered at its earliest span, so that every span comes once. */
export function orderAsTree(spans: readonly SpanRow[]): readonly TreeRow[] {
  const known = new Set(spans.map(({ spanId }) => spanId));
  const childrenOf = new Map<string, SpanRow[]>();
  const roots: SpanRow[] = [];
  for (const span of spans) {
    const { parentSpanId } = span;
    if (parentSpanId === null || !known.has(parentSpanId)) roots.push(span);
    else {
      const siblings = childrenOf.get(parentSpanId);
      if (siblings === undefined) childrenOf.set(parentSpanId, [span]);
      else siblings.push(span);
    }
  }
  const rows: TreeRow[] = [];
  const seen = new Set<string>();
  for (const start of [...roots, ...spans]) {
    const open: TreeRow[] = [{ span: start, depth: 0 }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next.span.spanId)) continue;
      seen.add(next.span.spanId);
      rows.push(next);
      const { depth } = next;
      for (const child of (childrenOf.get(next.span.spanId) ?? []).toReversed())
        open.push({ span: child, depth: depth + 1 });
    }
  }
  return rows;
}

/** Which agent started which: the agent of a span's parent, and its own, where they differ. In order of first time. */
export function delegations(
  spans: readonly SpanRow[],
): readonly { readonly from: string; readonly to: string; readonly count: number }[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const found = new Map<string, { from: string; to: string; count: number }>();
  for (const { agent, parentSpanId } of spans) {
    const from = byId.get(parentSpanId ?? '')?.agent;
    if (agent === null || from === undefined || from === null || from === agent) continue;
    const key = JSON.stringify([from, agent]);
    const edge = found.get(key) ?? { from, to: agent, count: 0 };
    edge.count += 1;
    found.set(key, edge);
  }
  return [...found.values()];
}
