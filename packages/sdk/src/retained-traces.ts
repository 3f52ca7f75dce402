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
  readonly trace: RetainedTrace;
  readonly keptMs: number;
}

/** Attributed traces, oldest first, bounded by count, bytes and time. Whatever does not fit is forgotten, oldest first. */
export class RetainedTraces {
  readonly #limits: RetentionLimits;
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;

  constructor(limits: RetentionLimits) {
    this.#limits = limits;
  }

  get bytes(): number {
    return this.#bytes;
  }

  keep(traceId: string, trace: RetainedTrace, nowMs: number): void {
    this.#forget(traceId);
    this.#entries.set(traceId, { trace, keptMs: nowMs });
    this.#bytes += trace.bytes;
    const { maxReleasedTraces, maxRetainedBytes } = this.#limits;
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= maxReleasedTraces && this.#bytes <= maxRetainedBytes) return;
      this.#forget(oldest);
    }
  }

  get(traceId: string): RetainedTrace | undefined {
    return this.#entries.get(traceId)?.trace;
  }

  expire(nowMs: number): void {
    for (const [traceId, { keptMs }] of this.#entries) {
      if (keptMs + this.#limits.lateWindowMs > nowMs) return;
      this.#forget(traceId);
    }
  }

  clear(): void {
    this.#entries.clear();
    this.#bytes = 0;
  }

  #forget(traceId: string): void {
    this.#bytes -= this.#entries.get(traceId)?.trace.bytes ?? 0;
    this.#entries.delete(traceId);
  }
}
