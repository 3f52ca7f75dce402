import type { FileHandle } from 'node:fs/promises';

/** More buffers than this in one call are refused by systems (`IOV_MAX`). */
const MAX_BUFFERS = 1024;

/** Writes all buffers one behind the other, from `position` on, however little the system takes at a time. */
export async function writeAll(
  file: FileHandle,
  buffers: readonly Uint8Array[],
  position: number,
): Promise<void> {
  let at = position;
  for (let from = 0; from < buffers.length; from += MAX_BUFFERS) {
    let rest = buffers.slice(from, from + MAX_BUFFERS);
    while (rest.length > 0) {
      const { bytesWritten } = await file.writev(rest, at);
      at += bytesWritten;
      rest = withoutFirst(rest, bytesWritten);
    }
  }
}

function withoutFirst(buffers: readonly Uint8Array[], bytes: number): Uint8Array[] {
  let left = bytes;
  let index = 0;
  for (; index < buffers.length; index++) {
    const { length } = buffers[index] ?? [];
    if (length === undefined || length > left) break;
    left -= length;
  }
  const [first, ...others] = buffers.slice(index);
  return first === undefined ? [] : [first.subarray(left), ...others];
}
