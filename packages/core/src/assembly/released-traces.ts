import type { TraceAssemblerOptions } from './assembly.js';
import type { OpenTrace } from './open-trace.js';
import { pack, packMore } from './packed-ids.js';
import type { PackedIds } from './packed-ids.js';
import { leaveQueue, TraceQueue } from './trace-queue.js';
import type { Queued } from './trace-queue.js';

type Limits = Pick<TraceAssemblerOptions, 'lateWindowMs' | 'maxReleasedTraces' | 'remembersSpans'>;

interface ReleasedTrace<R> extends Queued<ReleasedTrace<R>> {
  readonly traceId: string;
  readonly revision: number;
  readonly releasedMs: number;
  /** Undefined where spans are not remembered. */
  readonly spanIds: PackedIds | Set<string> | undefined;
  readonly record: R | undefined;
  readonly openSpans: number;
}

/** A bounded memory of what was released, oldest first: it tells late spans and repeated ones from new traces. */
export class ReleasedTraces<R> {
  readonly #byId = new Map<string, ReleasedTrace<R>>();
  /** Which is the oldest: a `Map` tells that only after all that were deleted. */
  readonly #queue = new TraceQueue<ReleasedTrace<R>>();
  readonly #limits: Limits;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  has(traceId: string, spanId: string): boolean {
    return this.#byId.get(traceId)?.spanIds?.has(spanId) === true;
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
    const { traceId, revision, openSpans } = trace;
    const known = this.#byId.get(traceId);
    const spanIds = this.#limits.remembersSpans ? withSpansOf(trace, known?.spanIds) : undefined;
    if (known !== undefined) leaveQueue(known);
    const released: ReleasedTrace<R> = {
      traceId,
      revision,
      releasedMs: nowMs,
      spanIds,
      record,
      openSpans,
      queue: undefined,
      before: undefined,
      after: undefined,
    };
    this.#byId.set(traceId, released);
    this.#queue.push(released);
    while (this.#byId.size > this.#limits.maxReleasedTraces) this.#forget(this.#queue.first);
  }

  expire(nowMs: number): void {
    const releasedUntilMs = nowMs - this.#limits.lateWindowMs;
    let { first } = this.#queue;
    for (; first !== undefined && first.releasedMs <= releasedUntilMs; { first } = this.#queue)
      this.#forget(first);
  }

  #forget(released: ReleasedTrace<R> | undefined): void {
    if (released === undefined) return;
    leaveQueue(released);
    this.#byId.delete(released.traceId);
  }
}

function withSpansOf<T>(
  { spanIds }: OpenTrace<T>,
  known: PackedIds | Set<string> | undefined,
): PackedIds | Set<string> {
  return known === undefined ? pack(spanIds) : packMore(known, spanIds);
}
