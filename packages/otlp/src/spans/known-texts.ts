/** One text that was decoded, at the place of its hash. */
interface KnownText {
  readonly bytes: Buffer;
  readonly text: string;
}

const SLOTS = 1024;
const MAX_BYTES = 64;
const known: (KnownText | undefined)[] = Array.from({ length: SLOTS });

/**
 * Text that comes again and again, such as keys of attributes: decoded once, and the same string each time, which makes
 * looking it up in a map cheaper as well. A text that falls on another's place takes it.
 */
export function decodeKnownText(bytes: Buffer, start: number, end: number): string {
  const length = end - start;
  if (length === 0 || length > MAX_BYTES) return bytes.toString('utf8', start, end);
  let hash = length;
  for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0;
  const slot = (hash ^ (hash >>> 10)) & (SLOTS - 1);
  const found = known[slot];
  if (found !== undefined && isEqual(found.bytes, bytes, start, end)) return found.text;
  const text = bytes.toString('utf8', start, end);
  known[slot] = { bytes: Buffer.from(bytes.subarray(start, end)), text };
  return text;
}

function isEqual(left: Buffer, right: Buffer, start: number, end: number): boolean {
  if (left.length !== end - start) return false;
  for (let at = 0; at < left.length; at++) if (left[at] !== right[start + at]) return false;
  return true;
}
