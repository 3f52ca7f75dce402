import type { KindProviso, NodeFacts, NodeKind } from '../conventions/node-facts.js';
import { blankList } from '../plain/blank-list.js';
import type { Arrangement } from './arrange.js';
import { indexList } from '../plain/index-list.js';

/** What lies below a node, as bits. */
const WORK = 1;
const AGENT = 2;
/** A model call of the node's own: not one that an agent or a tool below it makes. */
const MODEL = 4;

/**
 * The kinds of nodes, once those around them are considered: a span is an agent or a model call only where its proviso
 * holds, and else a step. Without this, wrappers, graph nodes and workflow roots would be agents that nobody knows.
 */
export function resolveKinds(arrangement: Arrangement, facts: readonly NodeFacts[]): readonly NodeKind[] {
  const { parents, topDown } = arrangement;
  const kinds = facts.map((own) => own.kind);
  if (facts.every((own) => provisoOf(own) === 'always')) return kinds;
  const provisos = facts.map(provisoOf);
  if (provisos.includes('if_renamed')) resolveRenamed(arrangement, facts, provisos, kinds);
  const below = indexList(facts.length, 0);
  for (let at = topDown.length - 1; at >= 0; at--) {
    const index = topDown[at] ?? 0;
    const found = below[index] ?? 0;
    if (!holds(provisos[index] ?? 'always', found)) kinds[index] = 'step';
    const parent = parents[index] ?? -1;
    if (parent !== -1) below[parent] = (below[parent] ?? 0) | withNode(kinds[index], found);
  }
  return kinds;
}

function provisoOf({ kind, proviso }: NodeFacts): KindProviso {
  return kind === 'agent' || kind === 'llm_call' ? proviso : 'always';
}

function holds(proviso: KindProviso, below: number): boolean {
  if (proviso === 'if_working') return (below & WORK) !== 0;
  if (proviso === 'if_no_agent_below') return (below & AGENT) === 0;
  if (proviso === 'if_calling_model') return (below & MODEL) !== 0;
  if (proviso === 'if_no_model_below') return (below & MODEL) === 0;
  return true;
}

/** What a parent has below it, given a child and what lies below that. */
function withNode(kind: NodeKind | undefined, below: number): number {
  if (kind === 'agent') return (below & ~MODEL) | WORK | AGENT;
  if (kind === 'tool_invocation' || kind === 'handoff') return (below & ~MODEL) | WORK;
  return kind === 'llm_call' ? below | MODEL : below;
}

/** All runs below an agent repeat its name, so only the run at which the name changes is the agent. */
function resolveRenamed(
  { parents, topDown }: Arrangement,
  facts: readonly NodeFacts[],
  provisos: readonly KindProviso[],
  kinds: NodeKind[],
): void {
  const names = blankList<string>(facts.length);
  for (const index of topDown) {
    const above = names[parents[index] ?? -1];
    const own = facts[index]?.agentName;
    names[index] = own ?? above;
    if (provisos[index] === 'if_renamed' && own === above) kinds[index] = 'step';
  }
}
