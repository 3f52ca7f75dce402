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
  /** Made when the program says something: most say nothing. */
  #bySpanId: ReadonlyMap<string, number> | undefined;
  readonly #bySubtask = new Map<string, number[]>();
  readonly #byParent = new Map<number, Instance[]>();
  /** By the agent that took over. */
  readonly #handoffs = new Map<number, { readonly from: number; readonly startMicros: number }[]>();

  constructor(graph: TraceGraph, instances: Instances) {
    this.#graph = graph;
    this.#instances = instances;
    for (const instance of instances.list) {
      const { subtaskId } = graph.assignments[instance.assignment] ?? {};
      if (subtaskId !== undefined) push(this.#bySubtask, subtaskId, instance.index);
      push(this.#byParent, instance.parent, instance);
    }
    for (const { node, to } of graph.handoffs) {
      const from = instances.ofNode[node] ?? -1;
      push(this.#handoffs, to, { from, startMicros: graph.nodes[node]?.span.startMicros ?? 0 });
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
    this.#forEachDeclared(instance, (on) => note(on, 'declared'));
    this.#forEachLinked(instance, (on) => note(on, 'link'));
    for (const { from, startMicros } of this.#handoffs.get(instance.agent) ?? []) {
      if (startMicros <= instance.startMicros) note(from, 'handoff');
    }
    for (const child of this.#byParent.get(index) ?? []) note(child.index, 'result');
    note(instance.parent, 'delegator');
    for (const sibling of this.#byParent.get(instance.parent) ?? []) {
      const isBefore = sibling.startMicros < instance.startMicros || sibling.index < index;
      if (isBefore && hadEnded(sibling.endMicros, instance.startMicros)) note(sibling.index, 'sequence');
    }
    return [...found].map(([on, kind]) => ({ on, kind }));
  }

  /**
   * All that the given instances depended on, directly or through others, themselves included. Linear: siblings and
   * handoffs are gone through once each, in order of time, however many instances look back at them.
   */
  upstreamOf(sources: Iterable<number>): ReadonlySet<number> {
    const found = new Set<number>();
    const waiting: number[] = [];
    const add = (on: number): void => {
      if (on === -1 || found.has(on)) return;
      found.add(on);
      waiting.push(on);
    };
    const siblings = new Timelines(this.#byParent, ({ endMicros }) => endMicros);
    const handoffs = new Timelines(this.#handoffs, ({ startMicros }) => startMicros);
    for (const source of sources) add(source);
    for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
      const instance = this.#instances.list[index];
      if (instance === undefined) continue;
      this.forEachStated(instance, add);
      for (const child of this.#byParent.get(index) ?? []) add(child.index);
      add(instance.parent);
      const { startMicros } = instance;
      handoffs.take(
        instance.agent,
        (at) => at <= startMicros,
        ({ from }) => add(from),
      );
      siblings.take(
        instance.parent,
        (at) => hadEnded(at, startMicros),
        (sibling) => add(sibling.index),
      );
    }
    return found;
  }

  /** Gives what the program itself says that the instance used; -1 for what is not in the trace. */
  forEachStated(instance: Instance, use: (on: number) => void): void {
    this.#forEachDeclared(instance, use);
    this.#forEachLinked(instance, use);
  }

  #forEachDeclared({ agentSpan }: Instance, use: (on: number) => void): void {
    const node = this.#graph.nodes[agentSpan];
    if (node === undefined) return;
    for (const id of readTexts(node.span, ATTRIBUTION_INPUT.dependsOn)) {
      const span = this.#nodeOf(id);
      if (span !== -1) use(this.#instances.ofNode[span] ?? -1);
      else for (const on of this.#bySubtask.get(id) ?? []) use(on);
    }
  }

  #forEachLinked({ nodes }: Instance, use: (on: number) => void): void {
    for (const node of nodes) {
      for (const { spanId } of this.#graph.nodes[node]?.span.links ?? []) {
        use(this.#instances.ofNode[this.#nodeOf(spanId)] ?? -1);
      }
    }
  }

  /** Index of a span's node, or -1. */
  #nodeOf(spanId: string): number {
    this.#bySpanId ??= new Map(this.#graph.nodes.map(({ span, index }) => [span.spanId, index]));
    return this.#bySpanId.get(spanId) ?? -1;
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** Groups whose members are taken in order of time, each once. */
class Timelines<T> {
  readonly #groups: ReadonlyMap<number, readonly T[]>;
  readonly #timeOf: (item: T) => number;
  readonly #left = new Map<number, T[]>();

  constructor(groups: ReadonlyMap<number, readonly T[]>, timeOf: (item: T) => number) {
    this.#groups = groups;
    this.#timeOf = timeOf;
  }

  /** Takes what is left of a group as long as its time is due. */
  take(group: number, isDue: (time: number) => boolean, use: (item: T) => void): void {
    let left = this.#left.get(group);
    if (left === undefined) {
      // Latest first, so that the earliest is the cheapest to take.
      left = (this.#groups.get(group) ?? []).toSorted((a, b) => this.#timeOf(b) - this.#timeOf(a));
      this.#left.set(group, left);
    }
    for (let next = left.at(-1); next !== undefined && isDue(this.#timeOf(next)); next = left.at(-1)) {
      left.pop();
      use(next);
    }
  }
}
