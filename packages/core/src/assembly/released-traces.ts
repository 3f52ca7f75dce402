import type { TraceAssemblerOptions } from './assembly.js';
import type { OpenTrace } from './open-trace.js';
import { hasIn } from './small-set.js';

interface ReleasedTrace<R> {
  readonly revision: number;
  readonly releasedMs: number;
  readonly spanIds: PackedIds;
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
    return isIn(this.#byId.get(traceId)?.spanIds, spanId);
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
    const spanIds = join(known?.spanIds, trace.spanIds);
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

/**
 * The ids of a small trace in one text, each between blanks. A thousand traces are remembered, nearly all of them for
 * nothing, and twenty strings each are work for the garbage collector.
 */
type PackedIds = string | Set<string> | undefined;

const BLANK = ' ';

function isIn(ids: PackedIds, id: string): boolean {
  return typeof ids === 'string' ? ids.includes(BLANK + id + BLANK) : hasIn(ids, id);
}

/** Small and small stays a text as long as looking through it costs no more than hashing. */
function join(known: PackedIds, more: string[] | Set<string>): PackedIds {
  if (known === undefined) return Array.isArray(more) ? BLANK + more.join(BLANK) + BLANK : more;
  const all = typeof known === 'string' ? new Set(known.trim().split(BLANK)) : known;
  for (const id of more) all.add(id);
  return all;
}
