import { mkdir, readdir } from 'node:fs/promises';
import { lockFolder, type Unlock } from '../../store/disk/folder-lock.js';
import { frameBytes } from './batch-frame.js';
import type { PersistentQueue, QueuedBatch, QueueSize } from './persistent-queue.js';
import { QueueCursor } from './queue-cursor.js';
import { QueueSegment } from './queue-segment.js';

export interface DiskQueueOptions {
  /** Made when it is missing. Belongs to one exporter of one process. */
  readonly directory: string;
  /** Limit of what has not been delivered. The files may hold one segment more. A batch that is larger fits when alone. */
  readonly maxBytes: number;
  /** `block`: appending waits until there is room. `drop_oldest`: the oldest segment is deleted. */
  readonly onFull: 'block' | 'drop_oldest';
  /** Default 16 MiB, and at most an eighth of `maxBytes`. */
  readonly segmentBytes?: number | undefined;
  /** Told of batches that `drop_oldest` has deleted. */
  readonly onDropped?: ((batches: number, spans: number) => void) | undefined;
  /** Told of bytes that were no whole batch: the torn end that a crash leaves, or damage. */
  readonly onDamage?: ((file: string, bytes: number) => void) | undefined;
}

const DEFAULT_SEGMENT_BYTES = 16 * 1024 * 1024;

/**
 * A queue as a row of append-only files: appends go to the newest in groups that share one flush, reading goes on in the
 * oldest, which is deleted when all of it has been delivered. Delivery is at least once.
 *
 * @throws StoreError when another process uses the directory; an error of the file system when it cannot be used.
 */
export async function openDiskQueue(options: DiskQueueOptions): Promise<PersistentQueue> {
  await mkdir(options.directory, { recursive: true, mode: 0o700 });
  const unlock = await lockFolder(options.directory);
  try {
    return await takeUp(options, unlock);
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** Goes on where the process before this one stopped. */
async function takeUp(options: DiskQueueOptions, unlock: Unlock): Promise<PersistentQueue> {
  const cursor = await QueueCursor.open(options.directory);
  const numbers = (await readdir(options.directory)).flatMap((name) => QueueSegment.numberOf(name) ?? []);
  const segments: QueueSegment[] = [];
  for (const number of numbers.sort((left, right) => left - right)) {
    const segment = new QueueSegment(options.directory, number);
    const isDelivered = number < cursor.position.segment;
    const from = number === cursor.position.segment ? cursor.position.offset : 0;
    const damagedBytes = isDelivered ? 0 : await segment.recover(from);
    if (damagedBytes > 0) options.onDamage?.(segment.file, damagedBytes);
    if (segment.batches > 0) segments.push(segment);
    else await segment.remove();
  }
  return new DiskQueue(options, unlock, cursor, segments, Math.max(cursor.position.segment, ...numbers) + 1);
}

interface Appending {
  readonly batch: QueuedBatch;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

interface Head {
  readonly segment: QueueSegment;
  readonly batch: QueuedBatch;
}

class DiskQueue implements PersistentQueue {
  readonly #options: DiskQueueOptions;
  readonly #unlock: Unlock;
  readonly #segmentBytes: number;
  readonly #cursor: QueueCursor;
  readonly #segments: QueueSegment[];
  readonly #appending: Appending[] = [];
  #nextNumber: number;
  #head: Head | undefined;
  #isClosed = false;
  /** Steps that touch the files wait for each other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    options: DiskQueueOptions,
    unlock: Unlock,
    cursor: QueueCursor,
    segments: QueueSegment[],
    nextNumber: number,
  ) {
    this.#options = options;
    this.#unlock = unlock;
    this.#segmentBytes = options.segmentBytes ?? Math.min(DEFAULT_SEGMENT_BYTES, options.maxBytes / 8);
    this.#cursor = cursor;
    this.#segments = segments;
    this.#nextNumber = nextNumber;
  }

  get size(): QueueSize {
    const total = { batches: 0, spans: 0, bytes: 0 };
    for (const { batches, spans, bytes } of this.#segments) {
      total.batches += batches;
      total.spans += spans;
      total.bytes += bytes;
    }
    return total;
  }

  append(batch: QueuedBatch): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#appending.push({ batch, resolve, reject });
      this.#flushSoon();
    });
  }

  peek(): Promise<QueuedBatch | undefined> {
    return this.#inTurn(async () => {
      while (this.#head === undefined && this.#segments[0] !== undefined) {
        this.#head = await this.#readHead(this.#segments[0]);
      }
      return this.#head?.batch;
    });
  }

  ack(): Promise<void> {
    return this.#inTurn(async () => {
      const head = this.#head;
      if (head === undefined) return;
      this.#head = undefined;
      const offset = this.#offsetIn(head.segment) + frameBytes(head.batch);
      head.segment.delivered(head.batch);
      await this.#cursor.move({ segment: head.segment.number, offset });
      if (head.segment.batches === 0) await this.#removeOldest();
      if (this.#appending.length > 0) this.#flushSoon();
    });
  }

  close(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#isClosed) return;
      this.#isClosed = true;
      for (const segment of this.#segments) await segment.seal();
      await this.#cursor.close();
      await this.#unlock();
    });
  }

  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    const result = this.#last.then(step);
    this.#last = result.catch(() => {});
    return result;
  }

  #flushSoon(): void {
    void this.#inTurn(async () => {
      for (let group = await this.#nextGroup(); group.length > 0; group = await this.#nextGroup()) {
        try {
          await this.#write(group.map(({ batch }) => batch));
          for (const { resolve } of group) resolve();
        } catch (error) {
          for (const { reject } of group) reject(error);
        }
      }
    });
  }

  /** What fits now, up to the size of a segment; makes room first if that is the policy. */
  async #nextGroup(): Promise<readonly Appending[]> {
    const group: Appending[] = [];
    let { bytes } = this.size;
    let groupBytes = 0;
    for (let next = this.#appending[0]; next !== undefined && !this.#isClosed; next = this.#appending[0]) {
      const added = frameBytes(next.batch);
      while (bytes > 0 && bytes + added > this.#options.maxBytes && this.#canDrop()) {
        await this.#dropOldest();
        bytes = this.size.bytes + groupBytes;
      }
      if (bytes > 0 && bytes + added > this.#options.maxBytes) break;
      if (groupBytes > 0 && groupBytes + added > this.#segmentBytes) break;
      this.#appending.shift();
      group.push(next);
      bytes += added;
      groupBytes += added;
    }
    return group;
  }

  async #write(batches: readonly QueuedBatch[]): Promise<void> {
    let segment = this.#segments.at(-1);
    if (segment !== undefined && segment.end >= this.#segmentBytes) await segment.seal();
    if (segment?.isOpen !== true) {
      segment = new QueueSegment(this.#options.directory, this.#nextNumber);
      this.#nextNumber += 1;
      await segment.create();
      this.#segments.push(segment);
    }
    try {
      await segment.append(batches);
    } finally {
      if (segment.batches === 0) await this.#discard(segment);
    }
  }

  /** A file that no longer holds what was written is given up, so that those after it are still delivered. */
  async #readHead(segment: QueueSegment): Promise<Head | undefined> {
    try {
      return { segment, batch: await segment.read(this.#offsetIn(segment)) };
    } catch {
      this.#options.onDamage?.(segment.file, segment.bytes);
      await this.#dropOldest();
      return undefined;
    }
  }

  #offsetIn(segment: QueueSegment): number {
    const { segment: number, offset } = this.#cursor.position;
    return number === segment.number ? offset : 0;
  }

  #canDrop(): boolean {
    return this.#options.onFull === 'drop_oldest' && this.#segments.length > 0;
  }

  async #dropOldest(): Promise<void> {
    const segment = this.#segments[0];
    if (segment === undefined) return;
    this.#options.onDropped?.(segment.batches, segment.spans);
    this.#head = undefined;
    await this.#removeOldest();
  }

  async #removeOldest(): Promise<void> {
    const segment = this.#segments[0];
    if (segment !== undefined) await this.#discard(segment);
  }

  async #discard(segment: QueueSegment): Promise<void> {
    this.#segments.splice(this.#segments.indexOf(segment), 1);
    await segment.remove();
  }
}
