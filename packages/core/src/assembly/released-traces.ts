import type { TraceAssemblerOptions } from './assembly.js';
import type { OpenTrace } from './open-trace.js';
import { pack, packMore } from './packed-ids.js';
import type { PackedIds } from './packed-ids.js';

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
  readonly #limits: Pick<TraceAssemblerOptions, 'lateWindowMs' | 'maxReleasedTraces'>;

  constructor(limits: Pick<TraceAssemblerOptions, 'lateWindowMs' | 'maxReleasedTraces'>) {
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
    const known = this.#byId.get(trace.traceId);
    const spanIds = known === undefined ? pack(trace.spanIds) : packMore(known.spanIds, trace.spanIds);
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
