import type { SpanArrival } from './assembly.js';
import type { Queued, TraceQueue } from './trace-queue.js';
import { withRoom } from './roomy-array.js';
import { addTo, deleteFrom, hasIn, MAX_ARRAY, type SmallSet, sizeOf } from './small-set.js';

/**
 * One trace while its spans come in: what has been seen, and what is still missing. Hundreds of thousands of them may be
 * open at a time, so that ids are kept in sets that are arrays as long as they are small.
 */
export class OpenTrace<T> implements Queued<OpenTrace<T>> {
  /** Which of the assembler's queues it stands in, and between whom. */
  queue: TraceQueue<OpenTrace<T>> | undefined = undefined;
  before: OpenTrace<T> | undefined = undefined;
  after: OpenTrace<T> | undefined = undefined;
  /** Of all open traces, those that were begun just before and after it. */
  older: OpenTrace<T> | undefined = undefined;
  newer: OpenTrace<T> | undefined = undefined;
  readonly traceId: string;
  readonly firstSeenMs: number;
  readonly revision: number;
  #count = 0;
  /** With room behind those that it holds, and so are the ids as long as they are an array. */
  #items: T[] = [];
  /** Undefined where nobody asks which spans came. */
  #seen: string[] | Set<string> | undefined;
  #missing: SmallSet;
  lastSeenMs: number;
  openSpans: number;
  bytes = 0;
  #hasRoot = false;

  /**
   * @param openSpans - spans still open since the release before: a revision waits for them.
   * @param remembersSpans - whether it can tell which spans came
   */
  constructor(traceId: string, nowMs: number, revision: number, openSpans: number, remembersSpans: boolean) {
    this.traceId = traceId;
    this.firstSeenMs = nowMs;
    this.lastSeenMs = nowMs;
    this.revision = revision;
    this.openSpans = openSpans;
    this.#seen = remembersSpans ? [] : undefined;
  }

  /** None where they are not remembered. */
  get spanIds(): string[] | Set<string> {
    if (this.#seen === undefined) return [];
    return Array.isArray(this.#seen) ? this.#seen.slice(0, this.#count) : this.#seen;
  }

  get spanCount(): number {
    return this.#count;
  }

  /** In order of arrival. */
  get items(): readonly T[] {
    return this.#items.slice(0, this.#count);
  }

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  get missingParents(): number {
    return sizeOf(this.#missing);
  }

  /** A revision has its root in what was released before, so late spans need none. */
  get isComplete(): boolean {
    const hasAll = this.revision > 1 || (this.#hasRoot && this.#missing === undefined);
    return hasAll && this.openSpans === 0;
  }

  has(spanId: string): boolean {
    return hasIn(this.#seen, spanId);
  }

  /** The span has not been added before. */
  add(arrival: SpanArrival<T>, nowMs: number): void {
    const { spanId, parentSpanId } = arrival;
    if (parentSpanId === undefined) this.#hasRoot = true;
    if (this.#seen !== undefined) this.#note(this.#seen, spanId, parentSpanId);
    this.#items = withRoom(this.#items, this.#count);
    this.#items[this.#count] = arrival.item;
    this.#count += 1;
    this.bytes += arrival.bytes;
    this.lastSeenMs = nowMs;
  }

  #note(seen: string[] | Set<string>, spanId: string, parentSpanId: string | undefined): void {
    if (!Array.isArray(seen)) seen.add(spanId);
    else if (this.#count < MAX_ARRAY) {
      this.#seen = withRoom(seen, this.#count);
      this.#seen[this.#count] = spanId;
    } else this.#seen = new Set(seen).add(spanId);
    this.#missing = deleteFrom(this.#missing, spanId);
    if (parentSpanId === undefined || this.has(parentSpanId) || hasIn(this.#missing, parentSpanId)) return;
    this.#missing = addTo(this.#missing, parentSpanId);
  }

  /**
   * Lets go of the spans, which have been released. A `Map` that goes over to a new table leaves the old one behind with
   * what was in it, and such a table, once it is in the old generation, keeps that alive until the next full collection:
   * the spans of all traces that were open together would be copied twice by the garbage collector.
   */
  letGo(): void {
    this.#items = [];
    this.#seen = undefined;
    this.#count = 0;
    this.#missing = undefined;
  }
}
