/** What a queue needs of what stands in it: it is in one queue at a time. */
export interface Queued<T extends Queued<T>> {
  queue: TraceQueue<T> | undefined;
  before: T | undefined;
  after: T | undefined;
}

/**
 * Traces in the order in which they were touched, least recently first. They are linked to each other: every span moves
 * its trace to the end, which in a `Map` is a deletion and an insertion, each of them hashed.
 */
export class TraceQueue<T extends Queued<T>> {
  #first: T | undefined;
  #last: T | undefined;

  get first(): T | undefined {
    return this.#first;
  }

  /** Puts the trace at the end, out of whichever queue it was in. */
  push(trace: T): void {
    if (this.#last === trace) return;
    leaveQueue(trace);
    trace.queue = this;
    trace.before = this.#last;
    if (this.#last === undefined) this.#first = trace;
    else this.#last.after = trace;
    this.#last = trace;
  }

  /** Only for what is in this queue. */
  remove(trace: T): void {
    const { before, after } = trace;
    if (before === undefined) this.#first = after;
    else before.after = after;
    if (after === undefined) this.#last = before;
    else after.before = before;
    trace.queue = undefined;
    trace.before = undefined;
    trace.after = undefined;
  }
}

export function leaveQueue<T extends Queued<T>>(trace: T): void {
  trace.queue?.remove(trace);
}
