import { append } from '../plain/append.js';
import { blankList } from '../plain/blank-list.js';
import { sortList } from '../plain/sort-list.js';
import type { Instances } from './instances.js';
import type { TraceGraph } from './trace-graph.js';
import { ScratchList } from '../plain/scratch-list.js';
import type { IndexList } from '../plain/index-list.js';

/** Kinds that are a step's actions. */
const ACTIONS: ReadonlySet<string> = new Set(['tool_invocation', 'retrieval', 'memory']);

/** A step while it is cut out: nodes by index. */
export interface StepDraft {
  /** Of the step; known when all have been cut out. */
  index: number;
  readonly node: number;
  readonly instance: number;
  /** Undefined as long as there are none. */
  models: number[] | undefined;
  actions: number[] | undefined;
}

export interface StepDrafts {
  /** In order. */
  readonly list: readonly StepDraft[];
  /** By node. */
  readonly ofNode: readonly (StepDraft | undefined)[];
}

export function draftSteps(graph: TraceGraph, instances: Instances): StepDrafts {
  const enclosing = findEnclosing(graph);
  const ofNode = blankList<StepDraft>(graph.nodes.length);
  const list: StepDraft[] = [];
  for (const { index, nodes } of instances.list) draftInstance(graph, enclosing, ofNode, index, nodes, list);
  sortList(list, (a, b) => a.node - b.node);
  for (let index = 0; index < list.length; index++) {
    const draft = list[index];
    if (draft !== undefined) draft.index = index;
  }
  return { list, ofNode };
}

/** Adds the steps of one instance to those of the others. */
function draftInstance(
  graph: TraceGraph,
  enclosing: Enclosing,
  ofNode: (StepDraft | undefined)[],
  instance: number,
  nodes: readonly number[],
  drafts: StepDraft[],
): void {
  const own = drafts.length;
  let beforeFirst: number[] | undefined;
  const open = (node: number): StepDraft => {
    const draft = newDraft(node, instance);
    drafts.push(draft);
    ofNode[node] = draft;
    return draft;
  };
  for (const index of nodes) {
    const node = graph.nodes[index];
    if (node === undefined) continue;
    if (node.kind === 'turn') {
      open(index);
      continue;
    }
    const isModel = node.kind === 'llm_call';
    const isAction = ACTIONS.has(node.kind);
    if (!isModel && !isAction && node.kind !== 'handoff') continue;
    if (isModel && enclosing.inModelCall[index] === 1) continue;
    const turn = enclosing.turn[index] ?? -1;
    let draft = turn === -1 ? undefined : ofNode[turn];
    if (draft === undefined && isModel) draft = open(index);
    if (draft === undefined && drafts.length > own) draft = drafts.at(-1);
    if (draft === undefined) {
      (beforeFirst ??= []).push(index);
      continue;
    }
    ofNode[index] = draft;
    if (isModel) draft.models = append(draft.models, index);
    if (isAction) draft.actions = append(draft.actions, index);
  }
  const first = drafts[own] ?? wholeInstance(graph, instance, nodes, beforeFirst !== undefined);
  if (first === undefined) return;
  for (const index of beforeFirst?.toReversed() ?? []) {
    ofNode[index] = first;
    if (ACTIONS.has(graph.nodes[index]?.kind ?? '')) first.actions = [index, ...(first.actions ?? [])];
  }
  if (drafts.length > own) return;
  drafts.push(first);
  ofNode[first.node] = first;
}

const newDraft = (node: number, instance: number): StepDraft => ({
  index: -1,
  node,
  instance,
  models: undefined,
  actions: undefined,
});

/** An agent without turns or model calls is one step, unless all it did was to hold other agents. */
function wholeInstance(
  graph: TraceGraph,
  instance: number,
  nodes: readonly number[],
  worked: boolean,
): StepDraft | undefined {
  const [first] = nodes;
  if (first === undefined) return undefined;
  const holdsAgents = nodes.some((index) =>
    graph.childrenOf(index).some((child) => graph.nodes[child]?.kind === 'agent'),
  );
  if (holdsAgents && !worked) return undefined;
  return newDraft(first, instance);
}

const scratchTurns = new ScratchList();
const scratchInModelCall = new ScratchList();

interface Enclosing {
  /** Index of the turn around each node within its agent, or -1. */
  readonly turn: IndexList;
  /** 1 where a node is part of another model call: a client's span below a framework's. */
  readonly inModelCall: IndexList;
}

function findEnclosing(graph: TraceGraph): Enclosing {
  const turn = scratchTurns.filled(graph.nodes.length, -1);
  const inModelCall = scratchInModelCall.filled(graph.nodes.length, 0);
  for (const index of graph.topDown) {
    const node = graph.nodes[index];
    if (node === undefined || node.parent === -1 || node.kind === 'agent') continue;
    const parent = graph.nodes[node.parent];
    if (parent === undefined) continue;
    turn[index] = parent.kind === 'turn' ? parent.index : (turn[parent.index] ?? -1);
    inModelCall[index] = parent.kind === 'llm_call' ? 1 : (inModelCall[parent.index] ?? 0);
  }
  return { turn, inModelCall };
}
