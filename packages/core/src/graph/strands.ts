import { groupBy } from '../group-by.js';
import { DisjointSets } from '../plain/disjoint-sets.js';
import type { Dependencies } from './dependencies.js';
import { hadEnded } from './instances.js';
import type { Instance, Instances } from './instances.js';
import type { TraceGraph } from './trace-graph.js';

/**
 * Parts of a run that had nothing of one another: the groups that instances fall into when each is joined with all that
 * it depended on. Agents that worked side by side, and whose results nobody but the run itself took up, are strands of
 * their own; one thing after the other is one strand. What comes first, last or next is told within a strand.
 *
 * @returns by instance: the index of the first instance of its strand
 */
export function findStrands(
  graph: TraceGraph,
  instances: Instances,
  dependencies: Dependencies,
): readonly number[] {
  const { list } = instances;
  const strands = new DisjointSets(list.length);
  for (const instance of list) {
    strands.join(instance.index, instance.parent);
    dependencies.forEachStated(instance, (on) => strands.join(instance.index, on));
  }
  for (const siblings of groupBy(list, ({ parent }) => parent).values()) joinSequence(siblings, strands);
  joinHandoffs(graph, instances, strands);
  return list.map(({ index }) => strands.firstOf(index));
}

/**
 * Each with every one that had ended when it began. To be linear, each is joined with the one that ended first and with
 * the one that began last: whoever had ended before another began is joined with it through these two.
 */
function joinSequence(siblings: readonly Instance[], strands: DisjointSets): void {
  const first = extreme(siblings, (a, b) => a.endMicros < b.endMicros);
  const last = extreme(siblings, (a, b) => a.startMicros > b.startMicros);
  for (const { index, startMicros, endMicros } of siblings) {
    if (first && hadEnded(first.endMicros, startMicros)) strands.join(index, first.index);
    if (last && hadEnded(endMicros, last.startMicros)) strands.join(index, last.index);
  }
}

/** Whoever handed over, with the instances of the receiver that began later; linear in the same way. */
function joinHandoffs({ handoffs, nodes }: TraceGraph, instances: Instances, strands: DisjointSets): void {
  const byReceiver = groupBy(handoffs, ({ to }) => to);
  if (byReceiver.size === 0) return;
  const byAgent = groupBy(instances.list, ({ agent }) => agent);
  for (const [to, received] of byReceiver) {
    const givers = received.map(({ node }) => ({
      index: instances.ofNode[node] ?? -1,
      startMicros: nodes[node]?.span.startMicros ?? 0,
    }));
    const receivers = byAgent.get(to) ?? [];
    const first = extreme(givers, (a, b) => a.startMicros < b.startMicros);
    const last = extreme(receivers, (a, b) => a.startMicros > b.startMicros);
    for (const { index, startMicros } of receivers) {
      if (first && first.startMicros <= startMicros) strands.join(index, first.index);
    }
    for (const { index, startMicros } of givers) {
      if (last && startMicros <= last.startMicros) strands.join(index, last.index);
    }
  }
}

function extreme<T>(items: readonly T[], isBefore: (a: T, b: T) => boolean): T | undefined {
  let best: T | undefined;
  for (const item of items) if (best === undefined || isBefore(item, best)) best = item;
  return best;
}
