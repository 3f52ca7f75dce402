import { mkdir, realpath } from 'node:fs/promises';
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
import type { Segment, WriteAll } from './segment.js';
import { type Location, SegmentRow } from './segment-row.js';
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
  readonly #maxBytes: number;
  readonly #unlock: Unlock;
  readonly #segments: SegmentRow;
  #recovered: readonly number[] = [];
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
    const { folder, maxBytes } = options;
    this.#maxBytes = maxBytes;
    this.#unlock = unlock;
    this.#segments = new SegmentRow({
      folder,
      maxBytes,
      flush: options.durability === 'fsync',
      segmentBytes: options.segmentBytes ?? Math.min(DEFAULT_SEGMENT_BYTES, maxBytes / 8),
      writeAll: options.writeAll ?? writeAll,
      onFailure: () => this.#countFailure(),
    });
  }

  get counters(): InFlightStoreCounters {
    return { ...this.#counts, records: this.#segments.records, bytes: this.#bytes() };
  }

  async load(): Promise<void> {
    const { ids, lastId, tornBytes } = await this.#segments.load();
    this.#recovered = ids;
    this.#nextId = lastId + 1;
    this.#counts.tornBytes = tornBytes;
    await this.#tidy();
  }

  append(record: InFlightRecord): Promise<number> {
    if (this.#isClosed) return Promise.reject(new OtlpBusyError());
    const { signal, body } = record;
    const size = FRAME_BYTES + body.length;
    if (this.#bytes() + size > this.#maxBytes) {
      this.#counts.refused += 1;
      // What was released in the newest segment can be given back once another has been begun.
      if (this.#segments.isActiveSparse) this.#work();
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
    const location = this.#segments.locationOf(id);
    if (location === undefined) return undefined;
    const bytes = await location.segment.readAt(location.offset, location.bytes);
    const frame = decodeFrame(bytes, 0);
    if (frame === undefined || frame.id !== id) return undefined;
    return { signal: frame.signal, body: bytes.subarray(FRAME_BYTES) };
  }

  release(ids: readonly number[]): void {
    for (const id of ids) {
      const isSegmentDone = this.#segments.forget(id);
      if (isSegmentDone === undefined) continue;
      this.#counts.released += 1;
      if (isSegmentDone) this.#work();
    }
    this.#journalTimer ??= setTimeout(() => this.#journalLater(), JOURNAL_DELAY_MS).unref();
  }

  /** Segment by segment: reading each record by itself takes several times as long. */
  async *recover(): AsyncIterable<RecoveredRecord> {
    let segment: Segment | undefined;
    let file: Segment['file'] | undefined;
    let content: Buffer = Buffer.alloc(0);
    for (const id of this.#recovered) {
      const found = this.#segments.locationOf(id);
      if (found === undefined) continue;
      if (found.segment !== segment || found.segment.file !== file) {
        ({ segment } = found);
        ({ file } = segment);
        content = await segment.readAt(0, segment.length);
      }
      const now = this.#segments.locationOf(id);
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
    await this.#segments.close();
    await this.#unlock();
  }

  #bytes(): number {
    return this.#segments.bytes + this.#queuedBytes;
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
    const buffers = group.flatMap(({ header, body }) => [header, body]);
    const records = group.map(({ id, body }) => ({ id, bytes: FRAME_BYTES + body.length }));
    const size = records.reduce((sum, { bytes }) => sum + bytes, 0);
    try {
      await this.#segments.append(buffers, records, () => {
        this.#queuedBytes -= size;
      });
      this.#counts.appended += group.length;
      for (const { id, resolve } of group) resolve(id);
    } catch (error) {
      this.#queuedBytes -= size;
      const refusal = isNoSpace(error)
        ? new StoreFullError({ cause: error })
        : new OtlpBusyError({ cause: error });
      for (const { reject } of group) reject(refusal);
    }
  }

  async #tidy(): Promise<void> {
    await this.#segments.tidy();
    if (!this.#journalDue) return;
    this.#journalDue = false;
    await this.#segments.journalReleases();
  }

  #countFailure(): void {
    this.#counts.failedWrites += 1;
  }
}

/** A copy: whoever keeps a body must not keep the whole segment in memory. */
const bodyOf = (content: Buffer, { offset, bytes }: Location, signal: InFlightSignal): InFlightRecord => ({
  signal,
  body: Buffer.from(content.subarray(offset + FRAME_BYTES, offset + bytes)),
});

const isNoSpace = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(errorCodeOf(error));
