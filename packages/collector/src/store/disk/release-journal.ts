import { crc32 } from 'node:zlib';

const ID_BYTES = 6;
const HEADER_BYTES = 8;

/** One entry of the journal beside a segment: number of ids (4 bytes), CRC-32 of the ids (4), the ids (6 each). */
export function encodeReleases(ids: readonly number[]): Buffer {
  const entry = Buffer.allocUnsafe(HEADER_BYTES + ids.length * ID_BYTES);
  ids.forEach((id, index) => entry.writeUIntLE(id, HEADER_BYTES + index * ID_BYTES, ID_BYTES));
  entry.writeUInt32LE(ids.length, 0);
  entry.writeUInt32LE(crc32(entry.subarray(HEADER_BYTES)), 4);
  return entry;
}

/** The ids up to the first entry that is not whole: a release that is lost delivers twice, a wrong one would lose. */
export function decodeReleases(journal: Buffer): {
  readonly ids: ReadonlySet<number>;
  readonly goodBytes: number;
} {
  const ids = new Set<number>();
  let at = 0;
  while (at + HEADER_BYTES <= journal.length) {
    const end = at + HEADER_BYTES + journal.readUInt32LE(at) * ID_BYTES;
    const isWhole = end <= journal.length && end > at + HEADER_BYTES;
    if (!isWhole || crc32(journal.subarray(at + HEADER_BYTES, end)) !== journal.readUInt32LE(at + 4)) break;
    for (let id = at + HEADER_BYTES; id < end; id += ID_BYTES) ids.add(journal.readUIntLE(id, ID_BYTES));
    at = end;
  }
  return { ids, goodBytes: at };
}
