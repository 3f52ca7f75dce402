import type { Instances } from './instances.js';
import type { StepDraft } from './step-drafts.js';
import type { Handoff, TraceGraph } from './trace-graph.js';

export interface Delegations {
  readonly delegatorOf: readonly number[];
  readonly targetsOf: readonly (readonly number[] | undefined)[];
}

/** Who made which step happen: the step in which the agent was started, or the one that handed over to it. */
export function findDelegations(
  graph: TraceGraph,
  instances: Instances,
  drafts: readonly StepDraft[],
  stepOf: (node: number) => number,
): Delegations {
  const delegatorOf: number[] = drafts.map(() => -1);
  const targetsOf: (number[] | undefined)[] = drafts.map(() => undefined);
  const begun = new Set<number>();
  const handoffs = new HandoffsSoFar(graph.handoffs);
  for (const [index, draft] of drafts.entries()) {
    if (begun.has(draft.instance)) continue;
    begun.add(draft.instance);
    const instance = instances.list[draft.instance];
    if (instance === undefined) continue;
    const above = graph.nodes[instance.agentSpan]?.parent ?? -1;
    let delegator = above === -1 ? -1 : stepOf(above);
    if (delegator === -1) delegator = stepOf(handoffs.lastTo(instance.agent, draft.node));
    if (delegator === -1 || delegator === index) continue;
    delegatorOf[index] = delegator;
    const targets = (targetsOf[delegator] ??= []);
    if (!targets.includes(instance.agent)) targets.push(instance.agent);
  }
  return { delegatorOf, targetsOf };
}

/** Handoffs in order of time, asked for by growing node index: each is looked at once. */
class HandoffsSoFar {
  readonly #handoffs: readonly Handoff[];
  readonly #lastTo = new Map<number, number>();
  #next = 0;

  constructor(handoffs: readonly Handoff[]) {
    this.#handoffs = handoffs;
  }

  /** Node of the last handoff to this agent before a node, or -1. */
  lastTo(agent: number, before: number): number {
    for (
      let handoff = this.#handoffs[this.#next];
      handoff !== undefined;
      handoff = this.#handoffs[this.#next]
    ) {
      if (handoff.node >= before) break;
      this.#lastTo.set(handoff.to, handoff.node);
      this.#next += 1;
    }
    return this.#lastTo.get(agent) ?? -1;
  }
}
