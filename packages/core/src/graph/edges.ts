import { hadEnded } from './instances.js';
import type { Instance, Instances } from './instances.js';
import type { Handoff, TraceGraph } from './trace-graph.js';

/** Work passed from one agent to another. */
export interface AgentEdge {
  /** Indexes of agents. */
  readonly from: number;
  readonly to: number;
}

/**
 * How work passed through the run, each way once, in order of first use: from the agent that started another, from the
 * one that handed over, else from the one that had ended last when the next began.
 */
export function findEdges(graph: TraceGraph, instances: Instances): readonly AgentEdge[] {
  const handedTo = lastHandoffs(graph.handoffs);
  const lastEnded = new LastEnded();
  const edges = new Map<number, AgentEdge>();
  const byStart = instances.list.toSorted((a, b) => a.startMicros - b.startMicros || a.index - b.index);
  for (const instance of byStart) {
    const { agent: to } = instance;
    const started = instances.list[instance.parent]?.agent;
    const from = started ?? handedTo.get(to) ?? lastEnded.before(instance)?.agent ?? -1;
    lastEnded.note(instance);
    if (from === -1 || from === to) continue;
    const key = from * graph.agents.length + to;
    if (!edges.has(key)) edges.set(key, { from, to });
  }
  return [...edges.values()];
}

function lastHandoffs(handoffs: readonly Handoff[]): ReadonlyMap<number, number> {
  return new Map(
    handoffs.filter(({ to, from }) => to !== -1 && from !== -1).map(({ from, to }) => [to, from]),
  );
}

/** The instance that ended last, per starter; instances must come in order of start. */
class LastEnded {
  readonly #running = new Map<number, Instance[]>();
  readonly #ended = new Map<number, Instance>();

  note(instance: Instance): void {
    const running = this.#running.get(instance.parent);
    if (running === undefined) this.#running.set(instance.parent, [instance]);
    else running.push(instance);
  }

  before({ parent, startMicros }: Instance): Instance | undefined {
    const running = this.#running.get(parent);
    let ended = this.#ended.get(parent);
    if (running === undefined) return ended;
    let still = 0;
    for (const instance of running) {
      if (!hadEnded(instance.endMicros, startMicros)) running[still++] = instance;
      else if (ended === undefined || instance.endMicros >= ended.endMicros) ended = instance;
    }
    running.length = still;
    if (ended !== undefined) this.#ended.set(parent, ended);
    return ended;
  }
}
