import { open, readFile, rename, truncate, unlink, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCodeOf } from '../store-errors.js';
import { scanFrames } from './record-frame.js';
import type { ScannedFrames } from './record-frame.js';
import { decodeReleases, encodeReleases } from './release-journal.js';

/** Writes all buffers one behind the other, from `position` on; rejects as the system does. */
export type WriteAll = (file: FileHandle, buffers: readonly Uint8Array[], position: number) => Promise<void>;

/** One file of records, and beside it the ids of those that were released. */
export class Segment {
  readonly number: number;
  readonly #folder: string;
  #file: FileHandle;
  /** Bytes of good records; the next one goes there. */
  length: number;
  liveRecords = 0;
  liveBytes = 0;
  /** Released since the journal was last written. */
  unjournaled: number[] = [];

  private constructor(folder: string, number: number, file: FileHandle, length: number) {
    this.#folder = folder;
    this.number = number;
    this.#file = file;
    this.length = length;
  }

  static async create(folder: string, number: number): Promise<Segment> {
    return new Segment(folder, number, await open(logPath(folder, number), 'wx+'), 0);
  }

  /** Reads what is there and cuts off what is no whole record. */
  static async recover(
    folder: string,
    number: number,
  ): Promise<{ segment: Segment; scanned: ScannedFrames }> {
    const path = logPath(folder, number);
    const scanned = scanFrames(await readFile(path));
    const file = await open(path, 'r+');
    await file.truncate(scanned.goodBytes);
    return { segment: new Segment(folder, number, file, scanned.goodBytes), scanned };
  }

  get file(): FileHandle {
    return this.#file;
  }

  /** What was released, as far as it was written down; what is no whole entry is cut off. */
  async readReleased(): Promise<ReadonlySet<number>> {
    const path = releasedPath(this.#folder, this.number);
    let journal: Buffer;
    try {
      journal = await readFile(path);
    } catch (error) {
      if (errorCodeOf(error) === 'ENOENT') return new Set();
      throw error;
    }
    const { ids, goodBytes } = decodeReleases(journal);
    if (goodBytes < journal.length) await truncate(path, goodBytes);
    return ids;
  }

  /** Not flushed to the disk: what is lost of it is delivered twice, which delivery at least once allows. */
  async journalReleases(): Promise<void> {
    const ids = this.unjournaled;
    if (ids.length === 0) return;
    this.unjournaled = [];
    await writeFile(releasedPath(this.#folder, this.number), encodeReleases(ids), { flag: 'a' });
  }

  async readAt(offset: number, length: number): Promise<Buffer> {
    const bytes = Buffer.allocUnsafeSlow(length);
    const { bytesRead } = await this.#file.read(bytes, 0, length, offset);
    return bytes.subarray(0, bytesRead);
  }

  /**
   * Puts another content into its place, at once or not at all.
   *
   * @param moved - called in the moment from which reads go to the new content
   */
  async replace(
    buffers: readonly Uint8Array[],
    writeAll: WriteAll,
    flush: boolean,
    moved: () => void,
  ): Promise<void> {
    const path = logPath(this.#folder, this.number);
    const file = await open(`${path}.new`, 'w+');
    try {
      await writeAll(file, buffers, 0);
      if (flush) await file.datasync();
      await rename(`${path}.new`, path);
    } catch (error) {
      await file.close();
      throw error;
    }
    const before = this.#file;
    this.#file = file;
    this.length = buffers.reduce((sum, { length }) => sum + length, 0);
    moved();
    // From here on the new content is what counts: what is left of the old one does no harm.
    await before.close().catch(() => {});
    await removeFile(releasedPath(this.#folder, this.number)).catch(() => {});
  }

  /** The journal goes last: without it the records would come back. */
  async remove(): Promise<void> {
    await this.#file.close();
    await removeFile(logPath(this.#folder, this.number));
    await removeFile(releasedPath(this.#folder, this.number));
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/** What is not there is as good as removed. `rm` does the same, but asks the system first what it is. */
async function removeFile(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (errorCodeOf(error) !== 'ENOENT') throw error;
  }
}

const LOG_NAME = /^(\d{12})\.log$/;
const OWN_NAME = /^(\d{12})\.(?:log|log\.new|released)$/;

const nameOf = (number: number): string => String(number).padStart(12, '0');
const logPath = (folder: string, number: number): string => join(folder, `${nameOf(number)}.log`);
const releasedPath = (folder: string, number: number): string => join(folder, `${nameOf(number)}.released`);

/** Numbers of the segments among the files of a folder, oldest first, and what was left over of others. */
export function sortFiles(names: readonly string[]): {
  numbers: readonly number[];
  leftOver: readonly string[];
} {
  const numbers = names.flatMap((name) => LOG_NAME.exec(name)?.[1] ?? []).map(Number);
  const known = new Set(numbers);
  const leftOver = names.filter((name) => {
    const number = OWN_NAME.exec(name)?.[1];
    return number !== undefined && (name.endsWith('.new') || !known.has(Number(number)));
  });
  return { numbers: numbers.sort((a, b) => a - b), leftOver };
}
