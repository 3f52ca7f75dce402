import { blankList } from '../plain/blank-list.js';
import { sortList } from '../plain/sort-list.js';
import type { Instances } from './instances.js';
import type { TraceGraph } from './trace-graph.js';
import { indexList } from '../plain/index-list.js';
import type { IndexList } from '../plain/index-list.js';

/** Kinds that are a step's actions. */
const ACTIONS: ReadonlySet<string> = new Set(['tool_invocation', 'retrieval', 'memory']);

/** A step while it is cut out: nodes by index. */
export interface StepDraft {
  readonly node: number;
  readonly instance: number;
  readonly nodes: number[];
  readonly models: number[];
  readonly actions: number[];
}

export function draftSteps(graph: TraceGraph, instances: Instances): readonly StepDraft[] {
  const enclosing = findEnclosing(graph);
  const byTurn = blankList<StepDraft>(graph.nodes.length);
  const drafts: StepDraft[] = [];
  for (const { index, nodes } of instances.list)
    draftInstance(graph, enclosing, byTurn, index, nodes, drafts);
  return sortList(drafts, (a, b) => a.node - b.node);
}

/** Adds the steps of one instance to those of the others. */
function draftInstance(
  graph: TraceGraph,
  enclosing: Enclosing,
  byTurn: (StepDraft | undefined)[],
  instance: number,
  nodes: readonly number[],
  drafts: StepDraft[],
): void {
  const own = drafts.length;
  let beforeFirst: number[] | undefined;
  const open = (node: number): StepDraft => {
    const draft: StepDraft = { node, instance, nodes: [node], models: [], actions: [] };
    drafts.push(draft);
    return draft;
  };
  for (const index of nodes) {
    const node = graph.nodes[index];
    if (node === undefined) continue;
    if (node.kind === 'turn') {
      byTurn[index] = open(index);
      continue;
    }
    const isModel = node.kind === 'llm_call';
    const isAction = ACTIONS.has(node.kind);
    if (!isModel && !isAction && node.kind !== 'handoff') continue;
    if (isModel && enclosing.inModelCall[index] === 1) continue;
    const turn = enclosing.turn[index] ?? -1;
    let draft = turn === -1 ? undefined : byTurn[turn];
    if (draft === undefined && isModel) draft = open(index);
    if (draft === undefined && drafts.length > own) draft = drafts.at(-1);
    if (draft === undefined) {
      (beforeFirst ??= []).push(index);
      continue;
    }
    if (draft.node !== index) draft.nodes.push(index);
    if (isModel) draft.models.push(index);
    if (isAction) draft.actions.push(index);
  }
  const first = drafts[own] ?? wholeInstance(graph, instance, nodes, beforeFirst !== undefined);
  if (first === undefined) return;
  for (const index of beforeFirst?.toReversed() ?? []) {
    if (first.node !== index) first.nodes.push(index);
    if (ACTIONS.has(graph.nodes[index]?.kind ?? '')) first.actions.unshift(index);
  }
  if (drafts.length === own) drafts.push(first);
}

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
    graph.nodes[index]?.children.some((child) => graph.nodes[child]?.kind === 'agent'),
  );
  if (holdsAgents && !worked) return undefined;
  return { node: first, instance, nodes: [first], models: [], actions: [] };
}

interface Enclosing {
  /** Index of the turn around each node within its agent, or -1. */
  readonly turn: IndexList;
  /** 1 where a node is part of another model call: a client's span below a framework's. */
  readonly inModelCall: IndexList;
}

function findEnclosing(graph: TraceGraph): Enclosing {
  const turn = indexList(graph.nodes.length);
  const inModelCall = indexList(graph.nodes.length, 0);
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
