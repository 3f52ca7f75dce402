import type { ReadableSpanView } from './readable-span-view.js';
import type { ReadableSpan } from './sdk-types.js';

/** What is kept of an attributed trace, so that late spans can make a better verdict. */
export interface RetainedTrace {
  /** Of all spans the root alone is kept itself: a new attribution span is made of it. */
  readonly root: ReadableSpan;
  readonly views: readonly ReadableSpanView[];
  readonly lateSpans: number;
  /** Estimate of the memory that this takes. */
  readonly bytes: number;
}

export interface RetentionLimits {
  readonly maxReleasedTraces: number;
  readonly maxRetainedBytes: number;
  readonly lateWindowMs: number;
}

interface Entry {
  readonly traceId: string;
  readonly trace: RetainedTrace;
  readonly keptMs: number;
}

/**
 * Attributed traces, oldest first, bounded by count, bytes and time. Whatever does not fit is forgotten, oldest first.
 *
 * They are not kept in a `Map`, which goes over to a new table each time its table is full of what was deleted: once an
 * old table has outlived two collections, it and all tables after it keep what was in them until the next full one. With
 * traces in them, each trace was copied twice by the garbage collector, long after it was forgotten.
 */
export class RetainedTraces {
  readonly #limits: RetentionLimits;
  /** Undefined where a trace was kept anew. */
  readonly #entries: (Entry | undefined)[] = [];
  /** Of each trace, how many were kept before it, forgotten ones included. */
  readonly #numbers = new Map<string, number>();
  /** Forgotten from the front of the entries. */
  #gone = 0;
  #bytes = 0;

  constructor(limits: RetentionLimits) {
    this.#limits = limits;
  }

  get bytes(): number {
    return this.#bytes;
  }

  keep(traceId: string, trace: RetainedTrace, nowMs: number): void {
    this.#replace(traceId);
    this.#numbers.set(traceId, this.#gone + this.#entries.length);
    this.#entries.push({ traceId, trace, keptMs: nowMs });
    this.#bytes += trace.bytes;
    const { maxReleasedTraces, maxRetainedBytes } = this.#limits;
    while (this.#numbers.size > maxReleasedTraces || this.#bytes > maxRetainedBytes) this.#forgetOldest();
  }

  get(traceId: string): RetainedTrace | undefined {
    const place = this.#placeOf(traceId);
    return place === undefined ? undefined : this.#entries[place]?.trace;
  }

  expire(nowMs: number): void {
    while (this.#entries.length > 0) {
      const [oldest] = this.#entries;
      if (oldest !== undefined && oldest.keptMs + this.#limits.lateWindowMs > nowMs) return;
      this.#forgetOldest();
    }
  }

  clear(): void {
    while (this.#entries.length > 0) this.#forgetOldest();
  }

  #placeOf(traceId: string): number | undefined {
    const number = this.#numbers.get(traceId);
    return number === undefined ? undefined : number - this.#gone;
  }

  /** What is kept of the trace makes room for what is kept of it from now on. */
  #replace(traceId: string): void {
    const place = this.#placeOf(traceId);
    if (place === undefined) return;
    this.#bytes -= this.#entries[place]?.trace.bytes ?? 0;
    this.#entries[place] = undefined;
  }

  #forgetOldest(): void {
    const oldest = this.#entries.shift();
    this.#gone += 1;
    if (oldest === undefined) return;
    this.#numbers.delete(oldest.traceId);
    this.#bytes -= oldest.trace.bytes;
  }
}
