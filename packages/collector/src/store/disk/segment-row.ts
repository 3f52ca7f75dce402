import { open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FRAME_BYTES } from './record-frame.js';
import { Segment, sortFiles, type WriteAll } from './segment.js';

/** Where a record is. */
export interface Location {
  readonly segment: Segment;
  readonly offset: number;
  readonly bytes: number;
}

export interface SegmentRowOptions {
  readonly folder: string;
  /** Whether what is written is flushed to the disk. */
  readonly flush: boolean;
  /** Size of the files together, bytes. */
  readonly maxBytes: number;
  /** Size at which a segment is closed and another begun. */
  readonly segmentBytes: number;
  readonly writeAll: WriteAll;
  /** Told of each write that failed. */
  readonly onFailure: () => void;
}

/** When the files take more than this share of the limit, segments of which less than that is in flight are rewritten. */
const SPARSE = 0.5;

/**
 * The files of a store, oldest first, and which record is where in them. The newest is written to. One whose records have
 * all gone is deleted; one of which little is left is rewritten.
 */
export class SegmentRow {
  readonly #options: SegmentRowOptions;
  readonly #index = new Map<number, Location>();
  #sealed: Segment[] = [];
  #active: Segment | undefined;
  /** Segments that could not be rewritten: not tried again, they go when their last record does. */
  readonly #unwritable = new WeakSet<Segment>();
  #nextSegment = 1;

  constructor(options: SegmentRowOptions) {
    this.#options = options;
  }

  /** Records that have not gone. */
  get records(): number {
    return this.#index.size;
  }

  /** Size of the files together. */
  get bytes(): number {
    let sum = this.#active?.length ?? 0;
    for (const { length } of this.#sealed) sum += length;
    return sum;
  }

  /** Whether room comes back once another segment has been begun. */
  get isActiveSparse(): boolean {
    return this.#active !== undefined && isSparse(this.#active);
  }

  /** Takes up what is there. */
  async load(): Promise<{
    readonly ids: readonly number[];
    readonly lastId: number;
    readonly tornBytes: number;
  }> {
    const { folder } = this.#options;
    const { numbers, leftOver } = sortFiles(await readdir(folder));
    for (const name of leftOver) await rm(join(folder, name));
    let lastId = 0;
    let tornBytes = 0;
    for (const number of numbers) {
      const { segment, scanned } = await Segment.recover(folder, number);
      tornBytes += scanned.tornBytes;
      const released = await segment.readReleased();
      for (const { id, offset, bodyBytes } of scanned.frames) {
        lastId = Math.max(lastId, id);
        if (!released.has(id)) this.#place(id, { segment, offset, bytes: FRAME_BYTES + bodyBytes });
      }
      this.#sealed.push(segment);
    }
    this.#nextSegment = (numbers.at(-1) ?? 0) + 1;
    return { ids: [...this.#index.keys()], lastId, tornBytes };
  }

  locationOf(id: number): Location | undefined {
    return this.#index.get(id);
  }

  /** The record has gone. Returns whether a whole segment can go with it; undefined when there was no such record. */
  forget(id: number): boolean | undefined {
    const location = this.#index.get(id);
    if (location === undefined) return undefined;
    const { segment, bytes } = location;
    this.#index.delete(id);
    segment.liveRecords -= 1;
    segment.liveBytes -= bytes;
    segment.unjournaled.push(id);
    return segment.liveRecords === 0 && segment !== this.#active;
  }

  /**
   * Writes records behind each other. When it fails nothing of them is there.
   *
   * @param buffers - hold all of them
   * @param onPlaced - called in the moment from which `bytes` counts them
   */
  async append(
    buffers: readonly Uint8Array[],
    records: readonly { readonly id: number; readonly bytes: number }[],
    onPlaced: () => void,
  ): Promise<void> {
    try {
      const segment = (this.#active ??= await this.#begin());
      await this.#options.writeAll(segment.file, buffers, segment.length);
      if (this.#options.flush) await segment.file.datasync();
      for (const { id, bytes } of records) {
        this.#place(id, { segment, offset: segment.length, bytes });
        segment.length += bytes;
      }
      onPlaced();
    } catch (error) {
      await this.#abandonWrite();
      throw error;
    } finally {
      if (this.#active !== undefined && this.#active.length >= this.#options.segmentBytes) this.#seal();
    }
  }

  /** Gives back what has gone. */
  async tidy(): Promise<void> {
    const isShortOfRoom = this.bytes > this.#options.maxBytes * SPARSE;
    if (isShortOfRoom && this.isActiveSparse) this.#seal();
    for (const segment of this.#sealed.filter(({ liveRecords }) => liveRecords === 0)) {
      this.#sealed = this.#sealed.filter((other) => other !== segment);
      await segment.remove();
    }
    for (const segment of isShortOfRoom ? this.#sealed : []) {
      if (!isSparse(segment) || this.#unwritable.has(segment)) continue;
      await this.#rewrite(segment).catch(() => {
        this.#unwritable.add(segment);
        this.#options.onFailure();
      });
    }
  }

  /** Writes down what has gone and cannot be given back yet. */
  async journalReleases(): Promise<void> {
    for (const segment of this.#all()) await segment.journalReleases();
  }

  async close(): Promise<void> {
    for (const segment of this.#all()) await segment.close();
  }

  #all(): readonly Segment[] {
    return this.#active === undefined ? this.#sealed : [...this.#sealed, this.#active];
  }

  #place(id: number, location: Location): void {
    this.#index.set(id, location);
    location.segment.liveRecords += 1;
    location.segment.liveBytes += location.bytes;
  }

  async #begin(): Promise<Segment> {
    const segment = await Segment.create(this.#options.folder, this.#nextSegment++);
    if (this.#options.flush) await flushFolder(this.#options.folder);
    return segment;
  }

  /**
   * After a failed write or flush nobody knows what is on the disk behind the last good record: it is cut off, and the
   * segment is not written to again.
   */
  async #abandonWrite(): Promise<void> {
    this.#options.onFailure();
    const segment = this.#active;
    if (segment === undefined) return;
    await segment.file.truncate(segment.length).catch(() => this.#options.onFailure());
    this.#seal();
  }

  #seal(): void {
    if (this.#active !== undefined) this.#sealed.push(this.#active);
    this.#active = undefined;
  }

  async #rewrite(segment: Segment): Promise<void> {
    const { writeAll, flush, folder } = this.#options;
    const kept: { id: number; bytes: Buffer }[] = [];
    for (const [id, location] of this.#index) {
      if (location.segment === segment) {
        kept.push({ id, bytes: await segment.readAt(location.offset, location.bytes) });
      }
    }
    const contents = kept.map(({ bytes }) => bytes);
    await segment.replace(contents, writeAll, flush, () => {
      let offset = 0;
      for (const { id, bytes } of kept) {
        if (this.#index.has(id)) this.#index.set(id, { segment, offset, bytes: bytes.length });
        offset += bytes.length;
      }
    });
    if (flush) await flushFolder(folder);
  }
}

const isSparse = ({ liveBytes, length }: Segment): boolean => length > 0 && liveBytes < length * SPARSE;

/** A new name is safe when its folder has been flushed. */
async function flushFolder(folder: string): Promise<void> {
  // Windows cannot open folders, and keeps names safe by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
