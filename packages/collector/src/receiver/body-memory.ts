/** Bodies up to this size are read into memory that is used again. */
const MAX_REUSED_BYTES = 256 * 1024;
/** Memory comes in sizes that are twice each other, so that one that is not given back wastes at most half. */
const MIN_REUSED_BYTES = 64 * 1024;
const DEFAULT_MAX_KEPT_BYTES = 16 * 1024 ** 2;

/**
 * Memory that the bodies of requests are read into, one after the other. New memory for each would be as many bytes a
 * second as come in, and it is bytes that start the garbage collector: a look through the whole heap for each 64 MiB.
 */
export class BodyMemory {
  readonly #free = new Map<number, Buffer[]>();
  readonly #lent = new WeakSet<ArrayBufferLike>();
  readonly #maxKeptBytes: number;
  #keptBytes = 0;

  /** @param maxKeptBytes - while nobody uses them. Default 16 MiB; 0 when nothing will be given back */
  constructor(maxKeptBytes: number = DEFAULT_MAX_KEPT_BYTES) {
    this.#maxKeptBytes = maxKeptBytes;
  }

  /** At least so many bytes; what is in them is not defined. */
  take(bytes: number): Buffer {
    const isReused = bytes > MIN_REUSED_BYTES && bytes <= MAX_REUSED_BYTES && this.#maxKeptBytes > 0;
    if (!isReused) return Buffer.allocUnsafeSlow(bytes);
    const size = 2 ** Math.ceil(Math.log2(bytes));
    const free = this.#free.get(size)?.pop();
    if (free !== undefined) this.#keptBytes -= size;
    const buffer = free ?? Buffer.allocUnsafeSlow(size);
    this.#lent.add(buffer.buffer);
    return buffer;
  }

  /** Whether the bytes lie in memory that is to be given back. */
  isLent({ buffer }: Uint8Array): boolean {
    return this.#lent.has(buffer);
  }

  /** Nobody reads from the body any more. One that came from elsewhere is left alone. */
  giveBack({ buffer }: Uint8Array): void {
    if (!this.#lent.delete(buffer) || this.#keptBytes + buffer.byteLength > this.#maxKeptBytes) return;
    const size = buffer.byteLength;
    this.#keptBytes += size;
    const free = this.#free.get(size);
    if (free === undefined) this.#free.set(size, [Buffer.from(buffer)]);
    else free.push(Buffer.from(buffer));
  }
}
