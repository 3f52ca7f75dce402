const ROOM = 1024;
/** Memory beyond this is not kept for the next. */
const MAX_SPARE_NUMBERS = 65_536;

/**
 * Gathers offsets in memory that is used again and again, and gives out a copy of the right size: an array that grows
 * with each request leaves several times its size behind.
 */
export class OffsetList {
  #numbers = new Uint32Array(ROOM);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(offset: number): void {
    if (this.#length === this.#numbers.length) this.#grow();
    this.#numbers[this.#length] = offset;
    this.#length += 1;
  }

  /** The offsets from a place on. */
  copyFrom(start: number): Uint32Array {
    return this.#numbers.slice(start, this.#length);
  }

  clear(): void {
    this.#length = 0;
    if (this.#numbers.length > MAX_SPARE_NUMBERS) this.#numbers = new Uint32Array(ROOM);
  }

  #grow(): void {
    const grown = new Uint32Array(this.#numbers.length * 2);
    grown.set(this.#numbers);
    this.#numbers = grown;
  }
}
