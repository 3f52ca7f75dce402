/** Memory beyond this is not kept for the next. */
const MAX_SPARE_NUMBERS = 65_536;

/**
 * Gathers offsets in memory that is used again and again, and gives out a copy of the right size: an array that grows
 * with each request leaves several times its size behind.
 */
export class OffsetList {
  #numbers: number[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(offset: number): void {
    this.#numbers[this.#length] = offset;
    this.#length += 1;
  }

  /** The offsets from a place on. A plain array: a typed one has memory to be asked for and given back each time. */
  copyFrom(start: number): number[] {
    return this.#numbers.slice(start, this.#length);
  }

  clear(): void {
    if (this.#length > MAX_SPARE_NUMBERS) this.#numbers = [];
    this.#length = 0;
  }
}
