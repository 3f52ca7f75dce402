import { mkdir, open, readdir, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { OtlpBusyError } from '../../receiver/otlp-busy-error.js';
import type {
  InFlightRecord,
  InFlightSignal,
  InFlightStore,
  InFlightStoreCounters,
  RecoveredRecord,
} from '../in-flight-store.js';
import { errorCodeOf, StoreError, StoreFullError } from '../store-errors.js';
import { lockFolder, type Unlock } from './folder-lock.js';
import { decodeFrame, encodeFrame, FRAME_BYTES } from './record-frame.js';
import { Segment, sortFiles, type WriteAll } from './segment.js';
import { writeAll } from './write-all.js';

export interface DiskStoreOptions {
  readonly folder: string;
  readonly durability: 'fsync' | 'os';
  /** Size of the files together, bytes. */
  readonly maxBytes: number;
  /** Size at which a segment is closed and another begun. Default 16 MiB, and at most an eighth of `maxBytes`. */
  readonly segmentBytes?: number | undefined;
  /** Writes to a segment; tests make it fail. */
  readonly writeAll?: WriteAll | undefined;
}

interface Location {
  readonly segment: Segment;
  readonly offset: number;
  readonly bytes: number;
}

interface Waiting {
  readonly id: number;
  readonly header: Buffer;
  readonly body: Uint8Array;
  readonly resolve: (id: number) => void;
  readonly reject: (error: unknown) => void;
}

const DEFAULT_SEGMENT_BYTES = 16 * 1024 * 1024;
/** How long releases are gathered before they are written down: most segments are gone before that. */
const JOURNAL_DELAY_MS = 200;
/** When the files take more than this share of the limit, segments of which less than that is in flight are rewritten. */
const SPARSE = 0.5;

/**
 * A segmented log: records are appended to the newest of a row of files, in groups that share one flush. A segment whose
 * records have all been released is deleted; one of which little is left is rewritten, so that a run of hours holds no
 * more of the disk than its own records.
 *
 * @throws StoreError when the folder cannot be used, or is in use.
 */
export async function openDiskStore(options: DiskStoreOptions): Promise<InFlightStore> {
  let unlock: Unlock | undefined;
  try {
    await mkdir(options.folder, { recursive: true });
    const folder = await realpath(options.folder);
    unlock = await lockFolder(folder);
    const store = new DiskStore({ ...options, folder }, unlock);
    await store.load();
    return store;
  } catch (error) {
    await unlock?.();
    if (error instanceof StoreError) throw error;
    const reason = errorCodeOf(error) || String(error);
    throw new StoreError(
      'folder_unusable',
      `Cannot keep requests in ${options.folder} (${reason}): choose a folder that this process may read and write.`,
      { cause: error },
    );
  }
}

class DiskStore implements InFlightStore {
  readonly isMemory = false;
  readonly #folder: string;
  readonly #flush: boolean;
  readonly #maxBytes: number;
  readonly #segmentBytes: number;
  readonly #writeAll: WriteAll;
  readonly #unlock: Unlock;
  readonly #index = new Map<number, Location>();
  #recovered: number[] = [];
  #sealed: Segment[] = [];
  #active: Segment | undefined;
  /** Segments that could not be rewritten: not tried again, they go when their last record does. */
  readonly #unwritable = new WeakSet<Segment>();
  #nextSegment = 1;
  #nextId = 1;
  #queue: Waiting[] = [];
  #queuedBytes = 0;
  #working: Promise<void> | undefined;
  #isWorkLeft = false;
  #journalTimer: NodeJS.Timeout | undefined;
  #journalDue = false;
  #isClosed = false;
  readonly #counts = { appended: 0, released: 0, refused: 0, failedWrites: 0, tornBytes: 0 };

  constructor(options: DiskStoreOptions, unlock: Unlock) {
    this.#folder = options.folder;
    this.#flush = options.durability === 'fsync';
    this.#maxBytes = options.maxBytes;
    this.#segmentBytes = options.segmentBytes ?? Math.min(DEFAULT_SEGMENT_BYTES, options.maxBytes / 8);
    this.#writeAll = options.writeAll ?? writeAll;
    this.#unlock = unlock;
  }

  get counters(): InFlightStoreCounters {
    return { ...this.#counts, records: this.#index.size, bytes: this.#bytes() };
  }

  async load(): Promise<void> {
    const { numbers, leftOver } = sortFiles(await readdir(this.#folder));
    for (const name of leftOver) await rm(join(this.#folder, name));
    for (const number of numbers) {
      const { segment, scanned } = await Segment.recover(this.#folder, number);
      this.#counts.tornBytes += scanned.tornBytes;
      const released = await segment.readReleased();
      for (const { id, offset, bodyBytes } of scanned.frames) {
        this.#nextId = Math.max(this.#nextId, id + 1);
        if (!released.has(id)) this.#place(id, { segment, offset, bytes: FRAME_BYTES + bodyBytes });
      }
      this.#sealed.push(segment);
    }
    this.#nextSegment = (numbers.at(-1) ?? 0) + 1;
    this.#recovered = [...this.#index.keys()];
    await this.#tidy();
  }

  append(record: InFlightRecord): Promise<number> {
    if (this.#isClosed) return Promise.reject(new OtlpBusyError());
    const { signal, body } = record;
    const size = FRAME_BYTES + body.length;
    if (this.#bytes() + size > this.#maxBytes) {
      this.#counts.refused += 1;
      // What was released in the newest segment can be given back once another has been begun.
      if (this.#active !== undefined && isSparse(this.#active)) this.#work();
      return Promise.reject(new StoreFullError());
    }
    const id = this.#nextId++;
    const header = encodeFrame(id, signal, body);
    this.#queuedBytes += size;
    return new Promise((resolve, reject) => {
      this.#queue.push({ id, header, body, resolve, reject });
      this.#work();
    });
  }

  async read(id: number): Promise<InFlightRecord | undefined> {
    const location = this.#index.get(id);
    if (location === undefined) return undefined;
    const bytes = await location.segment.readAt(location.offset, location.bytes);
    const frame = decodeFrame(bytes, 0);
    if (frame === undefined || frame.id !== id) return undefined;
    return { signal: frame.signal, body: bytes.subarray(FRAME_BYTES) };
  }

  release(ids: readonly number[]): void {
    for (const id of ids) {
      const location = this.#index.get(id);
      if (location === undefined) continue;
      const { segment, bytes } = location;
      this.#index.delete(id);
      segment.liveRecords -= 1;
      segment.liveBytes -= bytes;
      segment.unjournaled.push(id);
      this.#counts.released += 1;
      if (segment.liveRecords === 0 && segment !== this.#active) this.#work();
    }
    this.#journalTimer ??= setTimeout(() => this.#journalLater(), JOURNAL_DELAY_MS).unref();
  }

  /** Segment by segment: reading each record by itself takes several times as long. */
  async *recover(): AsyncIterable<RecoveredRecord> {
    let segment: Segment | undefined;
    let file: Segment['file'] | undefined;
    let content: Buffer = Buffer.alloc(0);
    for (const id of this.#recovered) {
      const found = this.#index.get(id);
      if (found === undefined) continue;
      if (found.segment !== segment || found.segment.file !== file) {
        ({ segment } = found);
        ({ file } = segment);
        content = await segment.readAt(0, segment.length);
      }
      const now = this.#index.get(id);
      // The segment was rewritten while it was read.
      const isMoved = now?.segment.file !== file;
      const frame = now === undefined || isMoved ? undefined : decodeFrame(content, now.offset);
      const record =
        frame?.id === id && now !== undefined ? bodyOf(content, now, frame.signal) : await this.read(id);
      if (record !== undefined) yield { id, ...record };
    }
    this.#recovered = [];
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#journalTimer);
    this.#journalDue = true;
    this.#work();
    while (this.#working !== undefined) await this.#working;
    for (const segment of this.#segments()) await segment.close();
    await this.#unlock();
  }

  #segments(): readonly Segment[] {
    return this.#active === undefined ? this.#sealed : [...this.#sealed, this.#active];
  }

  #bytes(): number {
    return this.#segments().reduce((sum, { length }) => sum + length, this.#queuedBytes);
  }

  #place(id: number, location: Location): void {
    this.#index.set(id, location);
    location.segment.liveRecords += 1;
    location.segment.liveBytes += location.bytes;
  }

  #journalLater(): void {
    this.#journalTimer = undefined;
    this.#journalDue = true;
    this.#work();
  }

  /** One worker at a time touches the files, so that nothing that it does has to expect another. */
  #work(): void {
    this.#isWorkLeft = true;
    this.#working ??= this.#workOff();
  }

  async #workOff(): Promise<void> {
    while (this.#isWorkLeft) {
      // Appends of one turn of the event loop make one group.
      await Promise.resolve();
      this.#isWorkLeft = false;
      const group = this.#queue;
      this.#queue = [];
      if (group.length > 0) await this.#writeGroup(group);
      await this.#tidy().catch(() => this.#countFailure());
    }
    this.#working = undefined;
  }

  async #writeGroup(group: readonly Waiting[]): Promise<void> {
    const size = group.reduce((sum, { body }) => sum + FRAME_BYTES + body.length, 0);
    try {
      const segment = (this.#active ??= await this.#begin());
      await this.#writeAll(
        segment.file,
        group.flatMap(({ header, body }) => [header, body]),
        segment.length,
      );
      if (this.#flush) await segment.file.datasync();
      for (const { id, body, resolve } of group) {
        const bytes = FRAME_BYTES + body.length;
        this.#place(id, { segment, offset: segment.length, bytes });
        segment.length += bytes;
        this.#counts.appended += 1;
        resolve(id);
      }
    } catch (error) {
      await this.#abandonWrite();
      const refusal = isNoSpace(error)
        ? new StoreFullError({ cause: error })
        : new OtlpBusyError({ cause: error });
      for (const { reject } of group) reject(refusal);
    }
    this.#queuedBytes -= size;
    if (this.#active !== undefined && this.#active.length >= this.#segmentBytes) this.#seal();
  }

  async #begin(): Promise<Segment> {
    const segment = await Segment.create(this.#folder, this.#nextSegment++);
    if (this.#flush) await flushFolder(this.#folder);
    return segment;
  }

  /**
   * After a failed write or flush nobody knows what is on the disk behind the last good record: it is cut off, and the
   * segment is not written to again.
   */
  async #abandonWrite(): Promise<void> {
    this.#countFailure();
    const segment = this.#active;
    if (segment === undefined) return;
    await segment.file.truncate(segment.length).catch(() => this.#countFailure());
    this.#seal();
  }

  #countFailure(): void {
    this.#counts.failedWrites += 1;
  }

  #seal(): void {
    if (this.#active !== undefined) this.#sealed.push(this.#active);
    this.#active = undefined;
  }

  /** Gives back what was released, and writes down what cannot be given back yet. */
  async #tidy(): Promise<void> {
    const isShortOfRoom = this.#bytes() > this.#maxBytes * SPARSE;
    if (this.#active !== undefined && isShortOfRoom && isSparse(this.#active)) this.#seal();
    for (const segment of this.#sealed.filter(({ liveRecords }) => liveRecords === 0)) {
      this.#sealed = this.#sealed.filter((other) => other !== segment);
      await segment.remove();
    }
    for (const segment of isShortOfRoom ? this.#sealed : []) {
      if (!isSparse(segment) || this.#unwritable.has(segment)) continue;
      await this.#rewrite(segment).catch(() => {
        this.#unwritable.add(segment);
        this.#countFailure();
      });
    }
    if (!this.#journalDue) return;
    this.#journalDue = false;
    for (const segment of this.#segments()) await segment.journalReleases();
  }

  async #rewrite(segment: Segment): Promise<void> {
    const kept: { id: number; bytes: Buffer }[] = [];
    for (const [id, location] of this.#index) {
      if (location.segment === segment) {
        kept.push({ id, bytes: await segment.readAt(location.offset, location.bytes) });
      }
    }
    const contents = kept.map(({ bytes }) => bytes);
    await segment.replace(contents, this.#writeAll, this.#flush, () => {
      let offset = 0;
      for (const { id, bytes } of kept) {
        if (this.#index.has(id)) this.#index.set(id, { segment, offset, bytes: bytes.length });
        offset += bytes.length;
      }
    });
    if (this.#flush) await flushFolder(this.#folder);
  }
}

/** A copy: whoever keeps a body must not keep the whole segment in memory. */
const bodyOf = (content: Buffer, { offset, bytes }: Location, signal: InFlightSignal): InFlightRecord => ({
  signal,
  body: Buffer.from(content.subarray(offset + FRAME_BYTES, offset + bytes)),
});

const isSparse = ({ liveBytes, length }: Segment): boolean => length > 0 && liveBytes < length * SPARSE;

const isNoSpace = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(errorCodeOf(error));

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
