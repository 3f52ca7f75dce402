/** An agent in its place; units are columns and rows. */
export interface GraphNode {
  readonly name: string;
  readonly column: number;
  readonly row: number;
}

export interface GraphEdge {
  readonly from: GraphNode;
  readonly to: GraphNode;
  /** Leads back to a column before, or to the agent itself. */
  readonly isBack: boolean;
}

export interface GraphLayout {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly columns: number;
  readonly rows: number;
}

/**
 * Places agents in columns, each right of all that hand work to it, in time linear in agents and edges. Edges that close
 * a circle lead back and place nobody. Within a column agents keep their order, which is that of first activity.
 */
export function layoutGraph(
  names: readonly string[],
  edges: readonly (readonly [from: string, to: string])[],
): GraphLayout {
  const next = new Map<string, string[]>(names.map((name) => [name, []]));
  for (const [from, to] of edges) if (next.has(to)) next.get(from)?.push(to);
  const { order, back } = walk(names, next);
  const columnOf = new Map<string, number>(names.map((name) => [name, 0]));
  for (const name of order)
    for (const to of next.get(name) ?? [])
      if (!back.has(keyOf(name, to)))
        columnOf.set(to, Math.max(columnOf.get(to) ?? 0, (columnOf.get(name) ?? 0) + 1));

  const heights: number[] = [];
  const nodes = new Map<string, GraphNode>();
  for (const name of columnOf.keys()) {
    const column = columnOf.get(name) ?? 0;
    const row = heights[column] ?? 0;
    heights[column] = row + 1;
    nodes.set(name, { name, column, row });
  }
  const rows = Math.max(1, ...heights);
  return {
    // Short columns stand in the middle.
    nodes: [...nodes.values()].map((node) => centered(node, rows, heights)),
    edges: [...next].flatMap(([name, targets]) =>
      targets.flatMap((target) => {
        const [from, to] = [nodes.get(name), nodes.get(target)];
        if (from === undefined || to === undefined) return [];
        const isBack = back.has(keyOf(name, target));
        return [{ from: centered(from, rows, heights), to: centered(to, rows, heights), isBack }];
      }),
    ),
    columns: heights.length,
    rows,
  };
}

const centered = (node: GraphNode, rows: number, heights: readonly number[]): GraphNode => ({
  ...node,
  row: node.row + (rows - (heights[node.column] ?? rows)) / 2,
});

/** Agents so that each comes before those it hands work to, but for edges that lead back. Depth costs no stack. */
function walk(
  names: readonly string[],
  next: ReadonlyMap<string, readonly string[]>,
): { readonly order: readonly string[]; readonly back: ReadonlySet<string> } {
  const state = new Map<string, 'open' | 'done'>();
  const back = new Set<string>();
  const finished: string[] = [];
  for (const start of names) {
    if (state.has(start)) continue;
    const path = [{ name: start, at: 0 }];
    state.set(start, 'open');
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const to = next.get(top.name)?.[top.at];
      top.at += 1;
      if (to === undefined) {
        state.set(top.name, 'done');
        finished.push(top.name);
        path.pop();
      } else if (!state.has(to)) {
        state.set(to, 'open');
        path.push({ name: to, at: 0 });
      } else if (state.get(to) === 'open') back.add(keyOf(top.name, to));
    }
  }
  return { order: finished.toReversed(), back };
}

const keyOf = (from: string, to: string): string => JSON.stringify([from, to]);

/** The edges of a report, `a -> b`; a name that holds an arrow itself is taken apart where both sides are known. */
export function edgesOf(
  texts: readonly string[],
  known: ReadonlySet<string>,
): readonly (readonly [string, string])[] {
  return texts.flatMap((text) => {
    for (let at = text.indexOf(ARROW); at !== -1; at = text.indexOf(ARROW, at + 1)) {
      const edge = [text.slice(0, at), text.slice(at + ARROW.length)] as const;
      if (known.has(edge[0]) && known.has(edge[1])) return [edge];
    }
    return [];
  });
}

const ARROW = ' -> ';
