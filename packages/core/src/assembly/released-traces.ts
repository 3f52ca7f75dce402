import type { TraceAssemblerOptions } from './assembly.js';
import type { OpenTrace } from './open-trace.js';
import { NO_IDS, pack, packMore } from './packed-ids.js';
import type { PackedIds } from './packed-ids.js';

type Limits = Pick<TraceAssemblerOptions, 'lateWindowMs' | 'maxReleasedTraces' | 'remembersSpans'>;

interface ReleasedTrace<R> {
  readonly revision: number;
  readonly releasedMs: number;
  readonly spanIds: PackedIds | Set<string>;
  readonly record: R | undefined;
  readonly openSpans: number;
}

/** A bounded memory of what was released, oldest first: it tells late spans and repeated ones from new traces. */
export class ReleasedTraces<R> {
  readonly #byId = new Map<string, ReleasedTrace<R>>();
  readonly #limits: Limits;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  has(traceId: string, spanId: string): boolean {
    return this.#byId.get(traceId)?.spanIds.has(spanId) === true;
  }

  /** 0 when the trace was never released, or is no longer remembered. */
  revisionOf(traceId: string): number {
    return this.#byId.get(traceId)?.revision ?? 0;
  }

  openSpansOf(traceId: string): number {
    return this.#byId.get(traceId)?.openSpans ?? 0;
  }

  recordOf(traceId: string): R | undefined {
    return this.#byId.get(traceId)?.record;
  }

  remember<T>(trace: OpenTrace<T>, record: R | undefined, nowMs: number): void {
    const spanIds = this.#limits.remembersSpans ? this.#withSpansOf(trace) : NO_IDS;
    this.#byId.delete(trace.traceId);
    this.#byId.set(trace.traceId, {
      revision: trace.revision,
      releasedMs: nowMs,
      spanIds,
      record,
      openSpans: trace.openSpans,
    });
    while (this.#byId.size > this.#limits.maxReleasedTraces) this.#dropOldest();
  }

  #withSpansOf<T>({ traceId, spanIds }: OpenTrace<T>): PackedIds | Set<string> {
    const known = this.#byId.get(traceId);
    return known === undefined ? pack(spanIds) : packMore(known.spanIds, spanIds);
  }

  expire(nowMs: number): void {
    for (const released of this.#byId.values()) {
      if (released.releasedMs + this.#limits.lateWindowMs > nowMs) return;
      this.#dropOldest();
    }
  }

  #dropOldest(): void {
    const oldest = this.#byId.keys().next().value;
    if (oldest !== undefined) this.#byId.delete(oldest);
  }
}
