import { blankList } from '../plain/blank-list.js';
import { distinct } from '../plain/distinct.js';
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
  const lastEnded = new LastEnded(instances.list.length);
  const passes: number[] = [];
  const agents = graph.agents.length;
  // Instances come in order of start.
  for (const instance of instances.list) {
    const { agent: to } = instance;
    const started = instances.list[instance.parent]?.agent;
    const from = started ?? handedTo.get(to) ?? lastEnded.before(instance)?.agent ?? -1;
    lastEnded.note(instance);
    if (from !== -1 && from !== to) passes.push(from * agents + to);
  }
  return distinct(passes).map((pass) => ({ from: Math.floor(pass / agents), to: pass % agents }));
}

const NO_HANDOFFS: ReadonlyMap<number, number> = new Map();

function lastHandoffs(handoffs: readonly Handoff[]): ReadonlyMap<number, number> {
  if (handoffs.length === 0) return NO_HANDOFFS;
  return new Map(
    handoffs.filter(({ to, from }) => to !== -1 && from !== -1).map(({ from, to }) => [to, from]),
  );
}

/** The instance that ended last, per starter; instances must come in order of start. */
class LastEnded {
  /** By index of the starter, plus one: nobody starts the first. */
  readonly #running: (Instance[] | undefined)[];
  readonly #ended: (Instance | undefined)[];

  constructor(instances: number) {
    this.#running = blankList(instances + 1);
    this.#ended = blankList(instances + 1);
  }

  note(instance: Instance): void {
    const starter = instance.parent + 1;
    const running = this.#running[starter];
    if (running === undefined) this.#running[starter] = [instance];
    else running.push(instance);
  }

  before({ parent, startMicros }: Instance): Instance | undefined {
    const starter = parent + 1;
    const running = this.#running[starter];
    let ended = this.#ended[starter];
    if (running === undefined) return ended;
    let still = 0;
    for (const instance of running) {
      if (!hadEnded(instance.endMicros, startMicros)) running[still++] = instance;
      else if (ended === undefined || instance.endMicros >= ended.endMicros) ended = instance;
    }
    running.length = still;
    this.#ended[starter] = ended;
    return ended;
  }
}
