import type { WireReader } from '../wire/wire-reader.js';

const SLOTS = 1024;
const MAX_BYTES = 64;
/** Texts of ASCII that were decoded, each at the place of its hash. */
const known: string[] = Array.from({ length: SLOTS }, () => '');

/**
 * Text that comes again and again, such as keys and names: decoded once, and the same string each time, which makes
 * looking it up in a map cheaper as well. A text that falls on another's place takes it.
 */
export function decodeKnownText(bytes: Buffer, start: number, end: number): string {
  const length = end - start;
  if (length > MAX_BYTES) return bytes.toString('utf8', start, end);
  let hash = length;
  let all = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    hash = (Math.imul(hash, 31) + byte) | 0;
    all |= byte;
  }
  if (all > 0x7f) return bytes.toString('utf8', start, end);
  const slot = (hash ^ (hash >>> 10)) & (SLOTS - 1);
  const found = known[slot] ?? '';
  if (isAscii(found, bytes, start, end)) return found;
  const text = bytes.toString('latin1', start, end);
  known[slot] = text;
  return text;
}

/** Steps over the text that the reader has met. */
export function readKnownText(reader: WireReader): string {
  const end = reader.readLength();
  const text = decodeKnownText(reader.bytes, reader.position, end);
  reader.position = end;
  return text;
}

/** Whether the bytes are the text. */
export function isAscii(text: string, bytes: Uint8Array, start: number, end: number): boolean {
  if (text.length !== end - start) return false;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) !== bytes[start + at]) return false;
  return true;
}
