/** As much as is believed of an announced length: memory for more is taken when it has come. */
const MAX_TRUSTED_BYTES = 256 * 1024;

/** Gathers the chunks of a body as they come, in one piece of memory when its length was announced and is true. */
export class BodyBuffer {
  readonly #announcedBytes: number;
  #buffer: Buffer;
  #length = 0;

  /** @param announcedBytes - 0 when nothing was announced */
  constructor(announcedBytes: number) {
    this.#announcedBytes = announcedBytes;
    this.#buffer = Buffer.allocUnsafeSlow(Math.min(announcedBytes, MAX_TRUSTED_BYTES));
  }

  get length(): number {
    return this.#length;
  }

  add(chunk: Uint8Array): void {
    const length = this.#length + chunk.length;
    if (length > this.#buffer.length) {
      const doubled = this.#buffer.length * 2;
      const wanted = length <= this.#announcedBytes ? Math.min(doubled, this.#announcedBytes) : doubled;
      const grown = Buffer.allocUnsafeSlow(Math.max(length, wanted));
      grown.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = grown;
    }
    this.#buffer.set(chunk, this.#length);
    this.#length = length;
  }

  /** What was added. It may be held for long, so that it holds nothing that is not used. */
  finish(): Uint8Array {
    return this.#length === this.#buffer.length
      ? this.#buffer
      : Buffer.from(this.#buffer.subarray(0, this.#length));
  }
}
