import type { AgentRecord, Assignment, GraphNode, Handoff } from './trace-graph.js';

/** Spans that pass control, with the agents they name. The giver is the owner when the span does not name it. */
export function findHandoffs(
  nodes: readonly GraphNode[],
  agents: readonly AgentRecord[],
  assignments: readonly Assignment[],
): readonly Handoff[] {
  if (!nodes.some(({ kind }) => kind === 'handoff')) return [];
  const handoffs: Handoff[] = [];
  const byName = new Map(agents.map((agent) => [simplifyName(agent.name), agent.index]));
  for (const node of nodes) {
    if (node.kind !== 'handoff') continue;
    const named = node.facts.handoff;
    const owner = assignments[node.assignment]?.agent ?? -1;
    const from = named?.from === undefined ? owner : (byName.get(simplifyName(named.from)) ?? owner);
    const to = named === undefined ? -1 : (byName.get(simplifyName(named.to)) ?? -1);
    handoffs.push({ node: node.index, from, to });
  }
  return handoffs;
}

/** Tool names cannot hold spaces, so `transfer_to_travel_agent` means `Travel Agent`. */
export const simplifyName = (name: string): string =>
  name
    .replaceAll(/[\s_-]+/g, ' ')
    .trim()
    .toLowerCase();
