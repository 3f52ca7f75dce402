/** What the tree needs to know of a span. */
interface Nested {
  readonly spanId: string;
  readonly parentSpanId: string | null;
}

/** A span in the order of a tree: children under their parent, each level in order of start. */
export interface TreeRow<S> {
  readonly span: S;
  /** 0 for a root. */
  readonly depth: number;
}

/** Walks without recursion; a circle of parents is entered at its earliest span, so that every span comes once. */
export function orderAsTree<S extends Nested>(spans: readonly S[]): readonly TreeRow<S>[] {
  const known = new Set(spans.map(({ spanId }) => spanId));
  const childrenOf = new Map<string, S[]>();
  const roots: S[] = [];
  for (const span of spans) {
    const { parentSpanId } = span;
    if (parentSpanId === null || !known.has(parentSpanId)) roots.push(span);
    else {
      const siblings = childrenOf.get(parentSpanId);
      if (siblings === undefined) childrenOf.set(parentSpanId, [span]);
      else siblings.push(span);
    }
  }
  const rows: TreeRow<S>[] = [];
  const seen = new Set<string>();
  for (const start of [...roots, ...spans]) {
    const open: TreeRow<S>[] = [{ span: start, depth: 0 }];
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
