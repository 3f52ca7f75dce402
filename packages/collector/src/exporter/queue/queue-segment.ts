import { type FileHandle, open, readFile, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { FRAME_HEADER_BYTES, frameHeader, readFrame } from './batch-frame.js';
import type { QueuedBatch } from './persistent-queue.js';

const NAME = /^(\d{12})\.log$/;

/** One file of the queue. The counts are of what has not been delivered. */
export class QueueSegment {
  readonly number: number;
  readonly file: string;
  /** Where the last whole batch ends. */
  end = 0;
  batches = 0;
  spans = 0;
  bytes = 0;
  #writer: FileHandle | undefined;

  constructor(folder: string, number: number) {
    this.number = number;
    this.file = join(folder, `${String(number).padStart(12, '0')}.log`);
  }

  static numberOf(fileName: string): number | undefined {
    const digits = NAME.exec(fileName)?.[1];
    return digits === undefined ? undefined : Number(digits);
  }

  /** Makes the file, and its name last. */
  async create(): Promise<void> {
    this.#writer = await open(this.file, 'wx', 0o600);
    const folder = await open(join(this.file, '..'), 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }

  /** Whether batches can be appended. */
  get isOpen(): boolean {
    return this.#writer !== undefined;
  }

  /**
   * Counts the batches from `offset` on and cuts off what follows the last whole one.
   *
   * @returns how many bytes were cut off.
   */
  async recover(offset: number): Promise<number> {
    const bytes = await readFile(this.file);
    this.end = Math.min(offset, bytes.length);
    for (let batch = readFrame(bytes, this.end); batch !== undefined; batch = readFrame(bytes, this.end)) {
      this.#count(batch, 1);
      this.end += FRAME_HEADER_BYTES + batch.body.length;
    }
    if (this.end < bytes.length) await truncate(this.file, this.end);
    return bytes.length - this.end;
  }

  /** Appends the batches and flushes them to the disk. When that fails nothing has been appended, and nothing more will. */
  async append(batches: readonly QueuedBatch[]): Promise<void> {
    const writer = this.#writer;
    if (writer === undefined) throw new Error('the segment is sealed');
    let end = this.end;
    try {
      for (const batch of batches) {
        for (const part of [frameHeader(batch), batch.body]) end += await writeAll(writer, part, end);
      }
      await writer.datasync();
    } catch (error) {
      await truncate(this.file, this.end).catch(() => {});
      await this.seal();
      throw error;
    }
    this.end = end;
    for (const batch of batches) this.#count(batch, 1);
  }

  /** @throws Error when the file no longer holds what was written. */
  async read(offset: number): Promise<QueuedBatch> {
    const file = await open(this.file, 'r');
    try {
      const header = Buffer.alloc(FRAME_HEADER_BYTES);
      await file.read(header, 0, header.length, offset);
      const frame = Buffer.alloc(Math.min(header.length + header.readUInt32LE(0), this.end - offset));
      await file.read(frame, 0, frame.length, offset);
      const batch = readFrame(frame, 0);
      if (batch === undefined) throw new Error(`the queue's file ${this.file} is damaged at byte ${offset}`);
      return batch;
    } finally {
      await file.close();
    }
  }

  delivered(batch: QueuedBatch): void {
    this.#count(batch, -1);
  }

  async seal(): Promise<void> {
    const writer = this.#writer;
    this.#writer = undefined;
    await writer?.close();
  }

  async remove(): Promise<void> {
    await this.seal();
    await rm(this.file, { force: true });
  }

  #count(batch: QueuedBatch, sign: 1 | -1): void {
    this.batches += sign;
    this.spans += sign * batch.spanCount;
    this.bytes += sign * (FRAME_HEADER_BYTES + batch.body.length);
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<number> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
  return written;
}
