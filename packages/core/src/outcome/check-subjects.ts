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
 * agent, the one that had begun last.
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
    return own === -1 ? this.#begunLast(check.span.startMicros) : this.#startedBy(own, check);
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
    const siblings = this.#graph.childrenOf(check.parent);
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

  /** Not the one that ended last: frameworks end an agent's span when they come to it, be it after the check. */
  #begunLast(micros: number): number {
    let latest: Instance | undefined;
    for (const instance of this.#instances.list) {
      if (instance.startMicros > micros) continue;
      if (latest === undefined || instance.startMicros >= latest.startMicros) latest = instance;
    }
    return latest?.index ?? -1;
  }
}
