import { crc32 } from 'node:zlib';
import type { InFlightSignal } from '../in-flight-store.js';

/**
 * A record in a segment: length of the body (4 bytes), CRC-32 of what follows (4), id (6), signal (1), format (1), body.
 * All numbers are little-endian.
 */
export const FRAME_BYTES = 16;

const FORMAT = 1;
const CHECKED_FROM = 8;
const SIGNALS: readonly InFlightSignal[] = ['traces', 'logs'];

export interface RecordFrame {
  readonly id: number;
  readonly signal: InFlightSignal;
  readonly bodyBytes: number;
}

export interface ScannedFrames {
  readonly frames: readonly (RecordFrame & { readonly offset: number })[];
  /** Where the last good record ends. */
  readonly goodBytes: number;
  /** Bytes that belong to no good record. */
  readonly tornBytes: number;
}

/** What stands before the body. */
export function encodeFrame(id: number, signal: InFlightSignal, body: Uint8Array): Buffer {
  const header = Buffer.allocUnsafe(FRAME_BYTES);
  header.writeUInt32LE(body.length, 0);
  header.writeUIntLE(id, 8, 6);
  header[14] = SIGNALS.indexOf(signal);
  header[15] = FORMAT;
  header.writeUInt32LE(crc32(body, crc32(header.subarray(CHECKED_FROM))), 4);
  return header;
}

/** The frame that begins at `offset`; undefined when there is no whole and unharmed one. */
export function decodeFrame(bytes: Buffer, offset: number): RecordFrame | undefined {
  const bodyBytes = lengthAt(bytes, offset);
  if (bodyBytes === undefined || bytes[offset + 15] !== FORMAT) return undefined;
  const signal = SIGNALS[bytes[offset + 14] ?? SIGNALS.length];
  const checked = bytes.subarray(offset + CHECKED_FROM, offset + FRAME_BYTES + bodyBytes);
  if (signal === undefined || crc32(checked) !== bytes.readUInt32LE(offset + 4)) return undefined;
  return { id: bytes.readUIntLE(offset + 8, 6), signal, bodyBytes };
}

/**
 * Finds the good records of a segment. A record that was harmed in place costs that record only: the one behind it is
 * looked for where its length says.
 */
export function scanFrames(bytes: Buffer): ScannedFrames {
  const frames: (RecordFrame & { offset: number })[] = [];
  let goodBytes = 0;
  let good = 0;
  for (let offset = 0; ;) {
    const bodyBytes = lengthAt(bytes, offset);
    if (bodyBytes === undefined) break;
    const frame = decodeFrame(bytes, offset);
    const end = offset + FRAME_BYTES + bodyBytes;
    if (frame !== undefined) {
      frames.push({ ...frame, offset });
      goodBytes = end;
      good += end - offset;
    }
    offset = end;
  }
  return { frames, goodBytes, tornBytes: bytes.length - good };
}

function lengthAt(bytes: Buffer, offset: number): number | undefined {
  if (offset + FRAME_BYTES > bytes.length) return undefined;
  const bodyBytes = bytes.readUInt32LE(offset);
  return offset + FRAME_BYTES + bodyBytes > bytes.length ? undefined : bodyBytes;
}
