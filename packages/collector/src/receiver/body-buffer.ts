import type { BodyMemory } from './body-memory.js';

/** As much as is believed of an announced length: memory for more is taken when it has come. */
const MAX_TRUSTED_BYTES = 256 * 1024;

/**
 * Gathers the chunks of a body as they come, in one piece of memory when its length was announced and is true. A body of
 * one chunk is that chunk.
 */
export class BodyBuffer {
  readonly #announcedBytes: number;
  readonly #memory: BodyMemory;
  #first: Uint8Array | undefined;
  #buffer: Buffer | undefined;
  #length = 0;

  /** @param announcedBytes - 0 when nothing was announced */
  constructor(announcedBytes: number, memory: BodyMemory) {
    this.#announcedBytes = announcedBytes;
    this.#memory = memory;
  }

  get length(): number {
    return this.#length;
  }

  add(chunk: Uint8Array): void {
    const before = this.#length;
    const length = before + chunk.length;
    this.#length = length;
    if (before === 0) {
      this.#first = chunk;
      return;
    }
    const buffer = this.#bufferFor(length);
    if (this.#first !== undefined) {
      buffer.set(this.#first);
      this.#first = undefined;
    }
    buffer.set(chunk, before);
  }

  /** What was added. It may be held for long, so that it holds little that is not used. */
  finish(): Uint8Array {
    const body = this.#first ?? this.#buffer?.subarray(0, this.#length) ?? new Uint8Array();
    return this.#memory.isLent(body) || body.length === body.buffer.byteLength ? body : Uint8Array.from(body);
  }

  #bufferFor(length: number): Buffer {
    const before = this.#buffer;
    if (before !== undefined && length <= before.length) return before;
    const grown = this.#memory.take(Math.max(length, this.#wantedBytes(length, before?.length)));
    if (before !== undefined) {
      grown.set(before);
      this.#memory.giveBack(before);
    }
    this.#buffer = grown;
    return grown;
  }

  /** @param before - what there is and does not suffice */
  #wantedBytes(length: number, before: number | undefined): number {
    if (before === undefined) return Math.min(this.#announcedBytes, MAX_TRUSTED_BYTES);
    return length <= this.#announcedBytes ? Math.min(before * 2, this.#announcedBytes) : before * 2;
  }
}
