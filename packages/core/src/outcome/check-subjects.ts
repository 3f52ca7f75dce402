import { ATTRIBUTION_INPUT } from '@agent-attribution/semantic-conventions';
import { readTexts } from '../conventions/read.js';
import { hadEnded } from '../graph/instances.js';
import type { Instance, Instances } from '../graph/instances.js';
import type { GraphNode, TraceGraph } from '../graph/trace-graph.js';

/** How many siblings before a check are looked at for the work it is about. */
const SIBLINGS_LOOKED_AT = 64;

/**
 * Whose work a check is about, by the first that applies: what the check says it depends on; inside an agent, the agent
 * that this one had started and that ended last, unless it did something itself since, else the agent; outside of any
 * agent, the one that had ended last, else the one that was at work.
 */
export class CheckSubjects {
  readonly #graph: TraceGraph;
  readonly #instances: Instances;
  #bySpanId: ReadonlyMap<string, number> | undefined;

  constructor(graph: TraceGraph, instances: Instances) {
    this.#graph = graph;
    this.#instances = instances;
  }

  /** Index of an instance, or -1 when nobody had worked yet. */
  of(check: GraphNode): number {
    const declared = this.#declared(check);
    if (declared !== -1) return declared;
    const own = this.#instances.ofNode[check.index] ?? -1;
    return own === -1 ? this.#atWork(check.span.startMicros) : this.#startedBy(own, check);
  }

  #declared(check: GraphNode): number {
    for (const id of readTexts(check.span, ATTRIBUTION_INPUT.dependsOn)) {
      this.#bySpanId ??= new Map(this.#graph.nodes.map(({ span, index }) => [span.spanId, index]));
      const instance = this.#instances.ofNode[this.#bySpanId.get(id) ?? -1] ?? -1;
      if (instance !== -1) return instance;
    }
    return -1;
  }

  #startedBy(own: number, check: GraphNode): number {
    const siblings = this.#graph.nodes[check.parent]?.children ?? [];
    const position = siblings.indexOf(check.index);
    let latest: GraphNode | undefined;
    for (const index of siblings.slice(Math.max(0, position - SIBLINGS_LOOKED_AT), position)) {
      const sibling = this.#graph.nodes[index];
      if (sibling === undefined || !hadEnded(sibling.span.endMicros, check.span.startMicros)) continue;
      const isWork = sibling.kind === 'agent' || sibling.kind === 'turn' || sibling.kind === 'llm_call';
      if (isWork && sibling.span.endMicros >= (latest?.span.endMicros ?? 0)) latest = sibling;
    }
    return latest?.kind === 'agent' ? (this.#instances.ofNode[latest.index] ?? own) : own;
  }

  #atWork(micros: number): number {
    let active: Instance | undefined;
    let ended: Instance | undefined;
    for (const instance of this.#instances.list) {
      if (instance.startMicros > micros) continue;
      if (instance.endMicros >= micros) {
        if (active === undefined || instance.startMicros >= active.startMicros) active = instance;
      } else if (ended === undefined || instance.endMicros >= ended.endMicros) ended = instance;
    }
    return (ended ?? active)?.index ?? -1;
  }
}
