import type { Instance, Instances } from '../graph/instances.js';
import type { GraphNode, TraceGraph } from '../graph/trace-graph.js';
import type { NodeStatus, RunStatuses } from './node-status.js';

/**
 * What followed a failure.
 *
 * - `retried`: the same thing was done again and worked; the failure cost time, no more.
 * - `continued`: the agent went on without it; what it made then may be poor.
 * - `unrecovered`: nothing followed, or the agent failed with it.
 */
export type Recovery = 'retried' | 'continued' | 'unrecovered';

export interface Failure {
  readonly node: number;
  readonly status: NodeStatus;
  readonly recovery: Recovery;
  /** Index of the instance in which it happened, or -1. */
  readonly instance: number;
}

/**
 * The failures that began something: nodes that failed with no failed node below them. An error status further up is
 * the same failure on its way out.
 */
export function findFailures(
  graph: TraceGraph,
  instances: Instances,
  statuses: RunStatuses,
): readonly Failure[] {
  if (statuses.failed.length === 0) return [];
  const failsBelow = new Uint8Array(graph.nodes.length);
  for (let at = graph.topDown.length - 1; at >= 0; at--) {
    const node = graph.nodes[graph.topDown[at] ?? -1];
    if (node === undefined || node.parent === -1) continue;
    if (failsBelow[node.index] === 1 || statuses.of(node.index).failed) failsBelow[node.parent] = 1;
  }
  const later = new LaterSuccesses(graph, instances, statuses);
  return statuses.failed
    .filter((index) => failsBelow[index] === 0 || isFreshFailure(graph, statuses, failsBelow, index))
    .map((node) => ({
      node,
      status: statuses.of(node),
      recovery: recoveryOf(graph, instances, statuses, later, node),
      instance: instances.ofNode[node] ?? -1,
    }));
}

/** An agent that failed although the last thing it did had worked failed for a reason of its own. */
function isFreshFailure(
  graph: TraceGraph,
  statuses: RunStatuses,
  failsBelow: Uint8Array,
  index: number,
): boolean {
  const node = graph.nodes[index];
  const status = statuses.of(index);
  if (node === undefined || status.via !== 'hard' || node.kind !== 'agent') return false;
  const children = graph.childrenOf(index);
  const lastChild = children.at(-1);
  if (lastChild === undefined || statuses.of(lastChild).failed || failsBelow[lastChild] === 1) return false;
  return !children.some((child) => graph.nodes[child]?.kind === 'agent' && statuses.of(child).failed);
}

function recoveryOf(
  graph: TraceGraph,
  instances: Instances,
  statuses: RunStatuses,
  later: LaterSuccesses,
  index: number,
): Recovery {
  const node = graph.nodes[index];
  const instance = instances.list[instances.ofNode[index] ?? -1];
  if (node === undefined) return 'unrecovered';
  if (instance === undefined) return isRootDone(graph, statuses, node) ? 'continued' : 'unrecovered';
  if (node.kind === 'agent') {
    if (later.ofAgent(instance) > index) return 'retried';
    return instance.parent !== -1 && isFine(instances.list[instance.parent], statuses)
      ? 'continued'
      : 'unrecovered';
  }
  if (later.ofKey(keyOf(node, instance)) > index) return 'retried';
  if (!isFine(instance, statuses)) return 'unrecovered';
  return later.ofModel(instance) > index ? 'continued' : 'unrecovered';
}

/** An instance failed when its agent span did; where no span stands for the agent, only its parts can fail. */
function isFine(instance: Instance | undefined, statuses: RunStatuses): boolean {
  return instance === undefined || instance.agentSpan === -1 || !statuses.of(instance.agentSpan).failed;
}

function isRootDone(graph: TraceGraph, statuses: RunStatuses, node: GraphNode): boolean {
  const root = graph.roots[0] ?? -1;
  return root !== node.index && !statuses.of(root).failed;
}

/** What has to work later for a failure to count as retried: the same tool, or any model call, of the same agent at work. */
const keyOf = (node: GraphNode, instance: Instance): string =>
  `${instance.index} ${node.kind} ${node.kind === 'tool_invocation' ? (node.facts.toolName ?? node.span.name) : ''}`;

/** Index of the last node that worked, by what it was; -1 when none did. Where nothing failed, nobody asks. */
class LaterSuccesses {
  readonly #byKey = new Map<string, number>();
  readonly #byModel = new Map<number, number>();
  readonly #byAssignment = new Map<number, number>();

  constructor(graph: TraceGraph, instances: Instances, statuses: RunStatuses) {
    const failing = new Set(statuses.failed.map((node) => instances.ofNode[node] ?? -1));
    for (const node of graph.nodes) {
      const of = instances.ofNode[node.index] ?? -1;
      const instance = of === -1 ? undefined : instances.list[of];
      if (instance === undefined || statuses.of(node.index).failed) continue;
      if (node.kind === 'agent') this.#byAssignment.set(instance.assignment, node.index);
      if (!failing.has(of)) continue;
      this.#byKey.set(keyOf(node, instance), node.index);
      if (node.kind === 'llm_call') this.#byModel.set(of, node.index);
    }
  }

  ofKey(key: string): number {
    return this.#byKey.get(key) ?? -1;
  }

  ofModel(instance: Instance): number {
    return this.#byModel.get(instance.index) ?? -1;
  }

  ofAgent(instance: Instance): number {
    return this.#byAssignment.get(instance.assignment) ?? -1;
  }
}
