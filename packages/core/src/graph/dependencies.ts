import { ATTRIBUTION_INPUT } from '@agent-attribution/semantic-conventions';
import { readTexts } from '../conventions/read.js';
import { hadEnded } from './instances.js';
import type { Instance, Instances } from './instances.js';
import type { TraceGraph } from './trace-graph.js';

/** One instance used, or may have used, what another made. */
export interface Dependency {
  /** Index of the instance that made it. */
  readonly on: number;
  readonly kind: DependencyKind;
}

/**
 * How we know, from the surest: `declared` (the program says so), `link` (a span link), `handoff`, `result` (an agent
 * it started came back), `delegator` (it was told what to do), `sequence` (it began after the other had ended, and
 * the same agent, or none, had started both).
 */
export type DependencyKind = 'declared' | 'link' | 'handoff' | 'result' | 'delegator' | 'sequence';

/** Looks up what an instance depends on; computed when asked, since only runs that failed ask. */
export class Dependencies {
  readonly #graph: TraceGraph;
  readonly #instances: Instances;
  readonly #bySpanId = new Map<string, number>();
  readonly #bySubtask = new Map<string, number[]>();
  readonly #byParent = new Map<number, Instance[]>();

  constructor(graph: TraceGraph, instances: Instances) {
    this.#graph = graph;
    this.#instances = instances;
    for (const node of graph.nodes) this.#bySpanId.set(node.span.spanId, node.index);
    for (const instance of instances.list) {
      const { subtaskId } = graph.assignments[instance.assignment] ?? {};
      if (subtaskId !== undefined) push(this.#bySubtask, subtaskId, instance.index);
      push(this.#byParent, instance.parent, instance);
    }
  }

  /** Surest first; no instance twice, never itself. */
  of(index: number): readonly Dependency[] {
    const instance = this.#instances.list[index];
    if (instance === undefined) return [];
    const found = new Map<number, DependencyKind>();
    const note = (on: number, kind: DependencyKind): void => {
      if (on !== -1 && on !== index && !found.has(on)) found.set(on, kind);
    };
    for (const on of this.#declared(instance)) note(on, 'declared');
    for (const on of this.#linked(instance)) note(on, 'link');
    for (const handoff of this.#graph.handoffs) {
      if (handoff.to === instance.agent && this.#startOf(handoff.node) <= instance.startMicros) {
        note(this.#instances.ofNode[handoff.node] ?? -1, 'handoff');
      }
    }
    for (const child of this.#instances.list) if (child.parent === index) note(child.index, 'result');
    note(instance.parent, 'delegator');
    for (const sibling of this.#byParent.get(instance.parent) ?? []) {
      const isBefore = sibling.startMicros < instance.startMicros || sibling.index < index;
      if (isBefore && hadEnded(sibling.endMicros, instance.startMicros)) note(sibling.index, 'sequence');
    }
    return [...found].map(([on, kind]) => ({ on, kind }));
  }

  #declared(instance: Instance): readonly number[] {
    const node = this.#graph.nodes[instance.agentSpan];
    if (node === undefined) return [];
    return readTexts(node.span, ATTRIBUTION_INPUT.dependsOn).flatMap((id) => {
      const span = this.#bySpanId.get(id);
      return span === undefined ? (this.#bySubtask.get(id) ?? []) : [this.#instances.ofNode[span] ?? -1];
    });
  }

  #linked(instance: Instance): readonly number[] {
    return instance.nodes.flatMap((node) =>
      (this.#graph.nodes[node]?.span.links ?? []).map(
        ({ spanId }) => this.#instances.ofNode[this.#bySpanId.get(spanId) ?? -1] ?? -1,
      ),
    );
  }

  #startOf(node: number): number {
    return this.#graph.nodes[node]?.span.startMicros ?? 0;
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
