/**
 * Memory in which batches are put together, one after the other. A new buffer for each of them would be as many bytes a
 * second as are sent, and the garbage collector is started by bytes.
 */
export class BatchBuffers {
  readonly #bytes: number;
  readonly #maxKept: number;
  readonly #free: Buffer[] = [];

  /**
   * @param bytes - of each buffer
   * @param maxKept - buffers that are kept while nobody uses them
   */
  constructor(bytes: number, maxKept: number) {
    this.#bytes = bytes;
    this.#maxKept = maxKept;
  }

  /** What is in it is not defined. */
  take(): Buffer {
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(this.#bytes);
  }

  /** Nobody reads from it any more. */
  giveBack(buffer: Buffer): void {
    if (this.#free.length < this.#maxKept) this.#free.push(buffer);
  }
}
