import type { SpanArrival } from './assembly.js';

/** One trace while its spans come in: what has been seen, and what is still missing. */
export class OpenTrace<T> {
  readonly traceId: string;
  readonly firstSeenMs: number;
  readonly revision: number;
  readonly items: T[] = [];
  readonly #seen = new Set<string>();
  readonly #missing = new Set<string>();
  lastSeenMs: number;
  openSpans: number;
  bytes = 0;
  #hasRoot = false;

  /** @param openSpans - spans still open since the release before: a revision waits for them. */
  constructor(traceId: string, nowMs: number, revision: number, openSpans: number) {
    this.traceId = traceId;
    this.firstSeenMs = nowMs;
    this.lastSeenMs = nowMs;
    this.revision = revision;
    this.openSpans = openSpans;
  }

  get spanIds(): ReadonlySet<string> {
    return this.#seen;
  }

  get isEmpty(): boolean {
    return this.items.length === 0;
  }

  get missingParents(): number {
    return this.#missing.size;
  }

  /** A revision has its root in what was released before, so late spans need none. */
  get isComplete(): boolean {
    const hasAll = this.revision > 1 || (this.#hasRoot && this.#missing.size === 0);
    return hasAll && this.openSpans === 0;
  }

  has(spanId: string): boolean {
    return this.#seen.has(spanId);
  }

  add(arrival: SpanArrival<T>, nowMs: number): void {
    const { spanId, parentSpanId } = arrival;
    this.#seen.add(spanId);
    this.#missing.delete(spanId);
    if (parentSpanId === undefined) this.#hasRoot = true;
    else if (!this.#seen.has(parentSpanId)) this.#missing.add(parentSpanId);
    this.items.push(arrival.item);
    this.bytes += arrival.bytes;
    this.lastSeenMs = nowMs;
  }
}
