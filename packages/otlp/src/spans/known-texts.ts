import type { WireReader } from '../wire/wire-reader.js';

const SLOTS = 1024;
const MAX_BYTES = 64;

/** Texts of ASCII that were decoded, each at the place of its hash. */
const texts: string[] = Array.from({ length: SLOTS }, () => '');
/** Their bytes: to compare these is quicker than to ask a string for each of its signs. */
const textBytes = new Uint8Array(SLOTS * MAX_BYTES);

/**
 * Text that comes again and again, such as keys and names: decoded once, and the same string each time, which makes
 * looking it up in a map cheaper as well. A text that falls on another's place takes it.
 */
export function decodeKnownText(bytes: Buffer, start: number, end: number): string {
  const length = end - start;
  if (length > MAX_BYTES) return bytes.toString('utf8', start, end);
  if (length === 0) return '';
  const slot = slotOf(bytes, start, length);
  const text = texts[slot] ?? '';
  return text.length === length && isAt(slot, bytes, start, length)
    ? text
    : learn(slot, bytes, start, length);
}

/** By the length and five of the bytes: texts that share these are rare, and all bytes are compared anyway. */
function slotOf(bytes: Uint8Array, start: number, length: number): number {
  let hash = length;
  hash = Math.imul(hash, 31) + (bytes[start] ?? 0);
  hash = Math.imul(hash, 31) + (bytes[start + (length >> 2)] ?? 0);
  hash = Math.imul(hash, 31) + (bytes[start + (length >> 1)] ?? 0);
  hash = Math.imul(hash, 31) + (bytes[start + length - 1 - (length >> 2)] ?? 0);
  hash = Math.imul(hash, 31) + (bytes[start + length - 1] ?? 0);
  return (hash ^ (hash >>> 10)) & (SLOTS - 1);
}

function isAt(slot: number, bytes: Uint8Array, start: number, length: number): boolean {
  const place = slot * MAX_BYTES;
  // Texts of one place tend to differ in their last bytes.
  for (let at = length - 1; at >= 0; at--) if (textBytes[place + at] !== bytes[start + at]) return false;
  return true;
}

function learn(slot: number, bytes: Buffer, start: number, length: number): string {
  let all = 0;
  for (let at = start; at < start + length; at++) all |= bytes[at] ?? 0;
  if (all > 0x7f) return bytes.toString('utf8', start, start + length);
  const text = bytes.toString('latin1', start, start + length);
  texts[slot] = text;
  for (let at = 0; at < length; at++) textBytes[slot * MAX_BYTES + at] = bytes[start + at] ?? 0;
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
