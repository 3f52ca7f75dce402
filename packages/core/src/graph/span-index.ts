/** Finds spans by their ids. */
export interface SpanIndex {
  /** The place of the span with this id, or -1. */
  placeOf(spanId: string): number;
  /** The same; an id that is not there gets the next place, the first of them 0, and the answer is -1. */
  placeOrAdd(spanId: string): number;
}

/** An index for so many spans. One for few of them holds until the next is asked for: they all use one table. */
export function spanIndexFor(spans: number): SpanIndex {
  return spans > MAX_FEW ? new LargeIndex() : few.cleared();
}

/** Up to so many spans three of four slots are free, at least. */
const MAX_FEW = 64;
const SLOTS = 256;
const FREE = -1;

/**
 * Open addressing over the last characters of ids, which are random. Whoever makes them alike makes the table a list, and
 * a short one. It takes half the time of a `Map`, which grows three times on the way to 20 spans, and no memory.
 */
class SmallIndex implements SpanIndex {
  readonly #places = new Int16Array(SLOTS);
  readonly #ids: string[] = [];
  #count = 0;

  /** The ids stay, to be overwritten. */
  cleared(): this {
    this.#places.fill(FREE);
    this.#count = 0;
    return this;
  }

  placeOf(spanId: string): number {
    return this.#places[this.#slotOf(spanId)] ?? FREE;
  }

  placeOrAdd(spanId: string): number {
    const slot = this.#slotOf(spanId);
    const place = this.#places[slot] ?? FREE;
    if (place !== FREE) return place;
    this.#places[slot] = this.#count;
    this.#ids[this.#count] = spanId;
    this.#count += 1;
    return FREE;
  }

  /** Where the id is, or where it belongs. */
  #slotOf(spanId: string): number {
    let slot = hashOf(spanId);
    for (;;) {
      const place = this.#places[slot] ?? FREE;
      if (place === FREE || this.#ids[place] === spanId) return slot;
      slot = (slot + 1) % SLOTS;
    }
  }
}

/** What is in front of a short id is not a number, which the last operation makes 0. */
function hashOf(spanId: string): number {
  const end = spanId.length;
  const last = spanId.charCodeAt(end - 1) + 7 * spanId.charCodeAt(end - 2);
  return (last + 49 * spanId.charCodeAt(end - 3) + 343 * spanId.charCodeAt(end - 4)) & (SLOTS - 1);
}

const few = new SmallIndex();

class LargeIndex implements SpanIndex {
  readonly #places = new Map<string, number>();

  placeOf(spanId: string): number {
    return this.#places.get(spanId) ?? -1;
  }

  placeOrAdd(spanId: string): number {
    const place = this.placeOf(spanId);
    if (place === -1) this.#places.set(spanId, this.#places.size);
    return place;
  }
}
