/** Bytes that are kept for somebody, until they are dropped or have to go. */
export interface Kept<T> {
  readonly owner: T;
  slab: Slab<T> | undefined;
  start: number;
  end: number;
}

/** A piece of memory that several share, or one has to itself. */
interface Slab<T> {
  readonly buffer: Buffer;
  readonly isShared: boolean;
  kept: Kept<T>[];
  used: number;
  live: number;
}

/** Shared pieces that the memory is divided into at least, and their size at most. */
const MIN_SLABS = 16;
const MAX_SLAB_BYTES = 1024 ** 2;
/** What is larger than this share of a piece has one to itself. */
const MAX_SHARE = 0.25;
/** Before anything has to go, what is left in the piece with the least in it is moved together, up to this share. */
const SPARSE = 0.5;

/**
 * Bytes that are kept for seconds, up to a limit, beyond which the oldest go. They are copied into memory that is used
 * again and again: buffers of their own would die old, and it is the bytes of old buffers that make the garbage collector
 * look through everything.
 */
export class KeptBytes<T> {
  #maxBytes: number;
  readonly #slack: number;
  readonly #slabBytes: number;
  readonly #onGone: (owner: T) => void;
  /** Oldest first. */
  readonly #slabs = new Set<Slab<T>>();
  /** The shared one that is being filled. */
  #current: Slab<T> | undefined;
  readonly #free: Buffer[] = [];
  #allocatedBytes = 0;
  #keptBytes = 0;

  /**
   * @param maxBytes - that are kept
   * @param onGone - told of each owner whose bytes had to go
   * @param slack - how much more the memory may be that they lie in, as a share: what is dropped in any order leaves gaps
   */
  constructor(maxBytes: number, onGone: (owner: T) => void = () => {}, slack = 0) {
    this.#maxBytes = maxBytes;
    this.#slack = slack;
    this.#slabBytes = Math.min(MAX_SLAB_BYTES, Math.floor(maxBytes / MIN_SLABS));
    this.#onGone = onGone;
  }

  /** Bytes that are kept; the memory that they lie in may be more. */
  get bytes(): number {
    return this.#keptBytes;
  }

  get maxBytes(): number {
    return this.#maxBytes;
  }

  /** Another limit, at most the first. What is above it goes, and so does memory that nothing lies in. */
  limitTo(maxBytes: number): void {
    this.#maxBytes = maxBytes;
    this.#makeRoom();
  }

  /** @param isCopied - false when somebody else holds the bytes as well, so that a copy would be a second one */
  keep(owner: T, bytes: Uint8Array, isCopied = true): Kept<T> {
    if (!isCopied || !this.#isShared(bytes.length)) return this.#keepAlone(owner, bytes);
    const kept = this.#keepTogether(owner, bytes.length);
    kept.slab?.buffer.set(bytes, kept.start);
    return kept;
  }

  /** The same for bytes that are not there yet: they are to be written to what `peek` gives, at once. */
  reserve(owner: T, length: number): Kept<T> {
    return this.#isShared(length)
      ? this.#keepTogether(owner, length)
      : this.#keepAlone(owner, Buffer.allocUnsafeSlow(length));
  }

  /** Undefined when they had to go. To be used at once: what is kept next may be written over them. */
  peek({ slab, start, end }: Kept<T>): Buffer | undefined {
    return slab?.buffer.subarray(start, end);
  }

  /** The same for as long as it takes. */
  read(kept: Kept<T>): Uint8Array | undefined {
    const bytes = this.peek(kept);
    return bytes !== undefined && kept.slab?.isShared === true ? Uint8Array.from(bytes) : bytes;
  }

  drop(kept: Kept<T>): void {
    const { slab } = kept;
    if (slab === undefined) return;
    this.#forget(slab, kept);
    if (slab.live > 0) return;
    if (slab === this.#current) {
      slab.used = 0;
      slab.kept = [];
    } else this.#end(slab);
  }

  get #maxAllocatedBytes(): number {
    return this.#maxBytes * (1 + this.#slack);
  }

  #isShared(length: number): boolean {
    return length <= this.#slabBytes * MAX_SHARE;
  }

  #keepTogether(owner: T, length: number): Kept<T> {
    this.#makeRoomFor(length);
    return this.#add(owner, this.#slabWithRoom(length), length);
  }

  #keepAlone(owner: T, bytes: Uint8Array): Kept<T> {
    const { buffer, byteOffset, length } = bytes;
    this.#makeRoomFor(length);
    const kept = this.#add(owner, this.#begin(Buffer.from(buffer, byteOffset, length), false), length);
    this.#makeRoom();
    return kept;
  }

  #add(owner: T, slab: Slab<T>, length: number): Kept<T> {
    const kept = { owner, slab, start: slab.used, end: slab.used + length };
    slab.kept.push(kept);
    slab.used += length;
    slab.live += length;
    this.#keptBytes += length;
    return kept;
  }

  #makeRoomFor(length: number): void {
    for (const oldest of this.#slabs) {
      if (this.#keptBytes + length <= this.#maxBytes) return;
      this.#letGo(oldest);
    }
  }

  #forget(slab: Slab<T>, kept: Kept<T>): void {
    const length = kept.end - kept.start;
    kept.slab = undefined;
    slab.live -= length;
    this.#keptBytes -= length;
  }

  #begin(buffer: Buffer, isShared: boolean): Slab<T> {
    const slab: Slab<T> = { buffer, isShared, kept: [], used: 0, live: 0 };
    this.#slabs.add(slab);
    if (!isShared) this.#allocatedBytes += buffer.length;
    return slab;
  }

  #end(slab: Slab<T>): void {
    this.#slabs.delete(slab);
    if (slab.isShared) this.#free.push(slab.buffer);
    else this.#allocatedBytes -= slab.buffer.length;
  }

  #slabWithRoom(bytes: number): Slab<T> {
    const current = this.#current;
    if (current !== undefined && current.used + bytes <= this.#slabBytes) return current;
    this.#current = undefined;
    while (this.#free.length === 0 && this.#allocatedBytes + this.#slabBytes > this.#maxAllocatedBytes) {
      const sparsest = this.#sparsest();
      if (sparsest !== undefined) return this.#moveTogether(sparsest);
      const [oldest] = this.#slabs;
      if (oldest === undefined) break;
      this.#letGo(oldest);
    }
    this.#current = this.#begin(this.#free.pop() ?? this.#allocate(), true);
    return this.#current;
  }

  #allocate(): Buffer {
    this.#allocatedBytes += this.#slabBytes;
    return Buffer.allocUnsafeSlow(this.#slabBytes);
  }

  /** The shared piece with the least in it, the oldest of several; undefined when all are too full to be moved together. */
  #sparsest(): Slab<T> | undefined {
    let sparsest: Slab<T> | undefined;
    let least = this.#slabBytes * SPARSE;
    for (const slab of this.#slabs) {
      if (!slab.isShared || slab.live > least || (sparsest !== undefined && slab.live === least)) continue;
      sparsest = slab;
      least = slab.live;
    }
    return sparsest;
  }

  /** From there on it counts as the newest. */
  #moveTogether(slab: Slab<T>): Slab<T> {
    slab.kept = slab.kept.filter((kept) => kept.slab === slab);
    slab.used = 0;
    for (const kept of slab.kept) {
      slab.buffer.copyWithin(slab.used, kept.start, kept.end);
      kept.end += slab.used - kept.start;
      kept.start = slab.used;
      slab.used = kept.end;
    }
    this.#slabs.delete(slab);
    this.#slabs.add(slab);
    this.#current = slab;
    return slab;
  }

  #makeRoom(): void {
    while (this.#allocatedBytes > this.#maxAllocatedBytes || this.#keptBytes > this.#maxBytes) {
      const [oldest] = this.#slabs;
      const isOverAllocated = this.#allocatedBytes > this.#maxAllocatedBytes;
      if (isOverAllocated && this.#free.pop() !== undefined) this.#allocatedBytes -= this.#slabBytes;
      else if (oldest === undefined) return;
      else this.#letGo(oldest);
    }
  }

  #letGo(slab: Slab<T>): void {
    for (const kept of slab.kept) {
      if (kept.slab !== slab) continue;
      this.#forget(slab, kept);
      this.#onGone(kept.owner);
    }
    if (slab === this.#current) this.#current = undefined;
    this.#end(slab);
  }
}
