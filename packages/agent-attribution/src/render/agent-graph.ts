/**
 * The way of the work from agent to agent, as a tree: each agent once, below the one it first got work from. Ways that
 * would close a circle or join two branches are listed at the agent they lead from.
 */
export function agentGraphLines(
  agents: readonly string[],
  edges: readonly string[],
  mark: (agent: string) => string,
): readonly string[] {
  const parentOf = new Map<string, string>();
  const also = new Map<string, string[]>();
  for (const [from, to] of edges.map(splitEdge)) {
    if (!parentOf.has(to) && !leadsTo(parentOf, from, to)) parentOf.set(to, from);
    else also.set(from, [...(also.get(from) ?? []), to]);
  }
  const lines: string[] = [];
  const draw = (agent: string, indent: string, branch: string, below: string): void => {
    const extra = also.get(agent);
    lines.push(
      `${indent}${branch}${mark(agent)}${extra === undefined ? '' : `  (also ─▶ ${extra.join(', ')})`}`,
    );
    const children = agents.filter((child) => parentOf.get(child) === agent);
    for (const [index, child] of children.entries()) {
      const isLast = index === children.length - 1;
      draw(child, indent + below, isLast ? '└─▶ ' : '├─▶ ', isLast ? '    ' : '│   ');
    }
  };
  for (const agent of agents) if (!parentOf.has(agent)) draw(agent, '', '', '');
  return lines;
}

function splitEdge(edge: string): readonly [from: string, to: string] {
  const at = edge.indexOf(' -> ');
  return [edge.slice(0, at), edge.slice(at + 4)];
}

function leadsTo(parentOf: ReadonlyMap<string, string>, agent: string, ancestor: string): boolean {
  for (let above: string | undefined = agent; above !== undefined; above = parentOf.get(above)) {
    if (above === ancestor) return true;
  }
  return false;
}
