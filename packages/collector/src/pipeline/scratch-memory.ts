/** More is asked of the system: few traces are so large, and what they take would be kept for good. */
const MAX_BYTES = 256 * 1024;

/**
 * Memory that is used again and again, for what is done with before the next is asked for. Memory of its own for each
 * trace costs more than writing it: the system and the garbage collector are busy with it, and no cache has seen it.
 */
export class ScratchMemory {
  #buffer: Buffer | undefined;

  /** What was given before must not be used any more. What is in it is not defined. */
  readonly take = (bytes: number): Buffer => {
    if (bytes > MAX_BYTES) return Buffer.allocUnsafeSlow(bytes);
    this.#buffer ??= Buffer.allocUnsafeSlow(MAX_BYTES);
    return this.#buffer.subarray(0, bytes);
  };
}
