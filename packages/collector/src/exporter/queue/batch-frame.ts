import { crc32 } from 'node:zlib';
import type { QueuedBatch } from './persistent-queue.js';

/**
 * A batch in a segment: length of the body (4 bytes), CRC-32 of what follows (4), spans (4), time (8, a double), signal
 * (1), body. All numbers are little-endian.
 */
export const FRAME_HEADER_BYTES = 21;

const CHECKED_FROM = 8;
const SIGNALS: readonly QueuedBatch['signal'][] = ['traces', 'logs', 'metrics'];

/** What stands before the body. */
export function frameHeader(batch: QueuedBatch): Buffer {
  const header = Buffer.allocUnsafe(FRAME_HEADER_BYTES);
  header.writeUInt32LE(batch.body.length, 0);
  header.writeUInt32LE(batch.spanCount, 8);
  header.writeDoubleLE(batch.enqueuedAtMs, 12);
  header[20] = SIGNALS.indexOf(batch.signal);
  header.writeUInt32LE(crc32(batch.body, crc32(header.subarray(CHECKED_FROM))), 4);
  return header;
}

export function frameBytes(batch: QueuedBatch): number {
  return FRAME_HEADER_BYTES + batch.body.length;
}

/** The batch that begins at `offset`; undefined when there is no whole and unharmed one. */
export function readFrame(bytes: Buffer, offset: number): QueuedBatch | undefined {
  if (offset + FRAME_HEADER_BYTES > bytes.length) return undefined;
  const end = offset + FRAME_HEADER_BYTES + bytes.readUInt32LE(offset);
  if (end > bytes.length) return undefined;
  if (crc32(bytes.subarray(offset + CHECKED_FROM, end)) !== bytes.readUInt32LE(offset + 4)) return undefined;
  const signal = SIGNALS[bytes[offset + 20] ?? SIGNALS.length];
  if (signal === undefined) return undefined;
  return {
    signal,
    spanCount: bytes.readUInt32LE(offset + 8),
    enqueuedAtMs: bytes.readDoubleLE(offset + 12),
    body: bytes.subarray(offset + FRAME_HEADER_BYTES, end),
  };
}
