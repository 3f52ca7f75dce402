import type { ReadableSpanView } from './readable-span-view.js';
import type { ReadableSpan } from './sdk-types.js';

/** What is kept of an attributed trace, so that late spans can make a better verdict. */
export interface RetainedTrace {
  /** A new attribution span is made of it. */
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

/** So many traces within so short a time are a rush, in which no more of them are kept. */
const KEPT_IN_RUSH = 8;
const RUSH_MS = 50;

/**
 * Attributed traces, oldest first, bounded by count, bytes and time. Whatever does not fit is forgotten, oldest first; a
 * trace that a late span is open of only when such traces alone take all the bytes.
 *
 * All that is kept is copied by the garbage collector, again and again where traces come fast. There each would be
 * forgotten soon anyway, so that only a few are kept: with thousands a second, that takes 0.6 us less for each span.
 *
 * They are not kept in a `Map`, which goes over to a new table each time its table is full of what was deleted: once an
 * old table has outlived two collections, it and all tables after it keep what was in them until the next full one. With
 * traces in them, each trace was copied twice by the garbage collector, long after it was forgotten.
 */
export class RetainedTraces {
  readonly #limits: RetentionLimits;
  /** Undefined where a trace was kept anew, or is pinned. */
  readonly #entries: (Entry | undefined)[] = [];
  /** Of each trace, how many were kept before it, forgotten ones included. */
  readonly #numbers = new Map<string, number>();
  /** Those with late spans that are open: few. */
  readonly #pinned = new Map<string, Entry>();
  /** Forgotten from the front of the entries. */
  #gone = 0;
  #bytes = 0;
  #pinnedBytes = 0;

  constructor(limits: RetentionLimits) {
    this.#limits = limits;
  }

  get bytes(): number {
    return this.#bytes + this.#pinnedBytes;
  }

  keep(traceId: string, trace: RetainedTrace, nowMs: number): void {
    this.#take(traceId);
    this.#numbers.set(traceId, this.#gone + this.#entries.length);
    this.#entries.push({ traceId, trace, keptMs: nowMs });
    this.#bytes += trace.bytes;
    const { maxReleasedTraces, maxRetainedBytes } = this.#limits;
    const maxTraces = this.#isRush(nowMs) ? Math.min(KEPT_IN_RUSH, maxReleasedTraces) : maxReleasedTraces;
    while (this.#numbers.size > maxTraces || this.#bytes > maxRetainedBytes) this.#forgetOldest();
  }

  /** A late span of the trace has begun: what is kept of it stays until the span has ended. */
  pin(traceId: string): void {
    if (this.#pinned.has(traceId)) return;
    const entry = this.#take(traceId);
    if (entry === undefined) return;
    this.#pinned.set(traceId, entry);
    this.#pinnedBytes += entry.trace.bytes;
    for (const [oldest] of this.#pinned) {
      if (this.#pinnedBytes <= this.#limits.maxRetainedBytes) return;
      this.#take(oldest);
    }
  }

  get(traceId: string): RetainedTrace | undefined {
    const entry = this.#pinned.get(traceId) ?? this.#entries[this.#placeOf(traceId)];
    return entry?.trace;
  }

  expire(nowMs: number): void {
    const isOver = ({ keptMs }: Entry): boolean => keptMs + this.#limits.lateWindowMs <= nowMs;
    while (this.#entries.length > 0) {
      const [oldest] = this.#entries;
      if (oldest !== undefined && !isOver(oldest)) break;
      this.#forgetOldest();
    }
    for (const [traceId, entry] of this.#pinned) if (isOver(entry)) this.#take(traceId);
  }

  clear(): void {
    while (this.#entries.length > 0) this.#forgetOldest();
    this.#pinned.clear();
    this.#pinnedBytes = 0;
  }

  #isRush(nowMs: number): boolean {
    const before = this.#entries[this.#entries.length - 1 - KEPT_IN_RUSH];
    return before !== undefined && nowMs - before.keptMs < RUSH_MS;
  }

  /** -1 when it is not among the entries. */
  #placeOf(traceId: string): number {
    const number = this.#numbers.get(traceId);
    return number === undefined ? -1 : number - this.#gone;
  }

  /** Takes the trace out, wherever it is. */
  #take(traceId: string): Entry | undefined {
    const pinned = this.#pinned.get(traceId);
    if (pinned !== undefined) {
      this.#pinned.delete(traceId);
      this.#pinnedBytes -= pinned.trace.bytes;
      return pinned;
    }
    const place = this.#placeOf(traceId);
    const entry = this.#entries[place];
    if (entry === undefined) return undefined;
    this.#entries[place] = undefined;
    this.#numbers.delete(traceId);
    this.#bytes -= entry.trace.bytes;
    return entry;
  }

  #forgetOldest(): void {
    const oldest = this.#entries.shift();
    this.#gone += 1;
    if (oldest === undefined) return;
    this.#numbers.delete(oldest.traceId);
    this.#bytes -= oldest.trace.bytes;
  }
}
