import { placesBy } from '../plain/places-by.js';
import type { TraceGraph } from './trace-graph.js';
import { indexList } from '../plain/index-list.js';
import type { IndexList } from '../plain/index-list.js';

/**
 * One time that an agent was at work: an agent span, or, where no span stands for the agent, an unbroken run of its
 * nodes. Dependencies and the walk from symptom to cause go from instance to instance.
 */
export interface Instance {
  readonly index: number;
  readonly agent: number;
  readonly assignment: number;
  /** Index of the agent span's node, or -1. */
  readonly agentSpan: number;
  /** Nodes it owns, in order. */
  readonly nodes: readonly number[];
  readonly startMicros: number;
  readonly endMicros: number;
  /** The instance in which this one was started, or -1. */
  readonly parent: number;
}

export interface Instances {
  /** In order of start, as nodes are. */
  readonly list: readonly Instance[];
  /** By node index; -1 for nodes of no agent. */
  readonly ofNode: IndexList;
}

export function findInstances(graph: TraceGraph): Instances {
  const ofNode = indexList(graph.nodes.length);
  const drafts: Draft[] = [];
  let run: Draft | undefined;
  for (const node of graph.nodes) {
    if (node.assignment === -1) continue;
    const known = node.agentSpan === -1 ? (run?.index ?? -1) : (ofNode[node.agentSpan] ?? -1);
    let draft = known === -1 ? undefined : drafts[known];
    if (draft === undefined || (node.agentSpan === -1 && draft.assignment !== node.assignment)) {
      draft = {
        index: drafts.length,
        agent: graph.assignments[node.assignment]?.agent ?? -1,
        assignment: node.assignment,
        agentSpan: node.agentSpan,
        nodes: NO_NODES,
        startMicros: node.span.startMicros,
        endMicros: node.span.endMicros,
        parent: -1,
      };
      drafts.push(draft);
      if (node.agentSpan === -1) run = draft;
      else ofNode[node.agentSpan] = draft.index;
    }
    draft.endMicros = Math.max(draft.endMicros, node.span.endMicros);
    ofNode[node.index] = draft.index;
  }
  const nodesOf = placesBy(ofNode, drafts.length);
  for (const draft of drafts) {
    draft.nodes = nodesOf[draft.index] ?? NO_NODES;
    const above = graph.nodes[draft.agentSpan]?.parent ?? -1;
    draft.parent = ofNode[above] ?? -1;
  }
  return { list: drafts, ofNode };
}

type Draft = { -readonly [K in keyof Instance]: Instance[K] };

const NO_NODES: readonly number[] = [];

/**
 * SDKs take the start of a span from a clock of milliseconds and its end from a finer one, so of two spans in sequence the
 * second may seem to start a little before the first has ended.
 */
const CLOCK_SLACK_MICROS = 2_000;

/** Whether something had ended when something else began, clocks permitting. */
export function hadEnded(endMicros: number, startMicros: number): boolean {
  return endMicros <= startMicros + CLOCK_SLACK_MICROS;
}
