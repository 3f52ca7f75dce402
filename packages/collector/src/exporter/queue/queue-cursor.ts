import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

/** How far the queue has been delivered: a segment, and the offset in it of the next batch. */
export interface CursorPosition {
  readonly segment: number;
  readonly offset: number;
}

const BYTES = 20;

/**
 * The position in a file of its own, written over at each step and not flushed: a power cut may take it back, and what
 * was delivered since is then delivered again. One that is torn counts as none.
 */
export class QueueCursor {
  readonly #file: FileHandle;
  position: CursorPosition;

  private constructor(file: FileHandle, position: CursorPosition) {
    this.#file = file;
    this.position = position;
  }

  static async open(folder: string): Promise<QueueCursor> {
    const file = await open(join(folder, 'cursor'), constants.O_RDWR | constants.O_CREAT, 0o600);
    const bytes = Buffer.alloc(BYTES);
    const { bytesRead } = await file.read(bytes, 0, BYTES, 0);
    const isWhole = bytesRead === BYTES && crc32(bytes.subarray(4)) === bytes.readUInt32LE(0);
    const position = isWhole
      ? { segment: bytes.readDoubleLE(4), offset: bytes.readDoubleLE(12) }
      : { segment: 0, offset: 0 };
    return new QueueCursor(file, position);
  }

  async move(position: CursorPosition): Promise<void> {
    const bytes = Buffer.alloc(BYTES);
    bytes.writeDoubleLE(position.segment, 4);
    bytes.writeDoubleLE(position.offset, 12);
    bytes.writeUInt32LE(crc32(bytes.subarray(4)), 0);
    this.position = position;
    await this.#file.write(bytes, 0, BYTES, 0);
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
