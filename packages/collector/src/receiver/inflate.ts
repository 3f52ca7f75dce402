import { promisify } from 'node:util';
import { gunzip, gunzipSync } from 'node:zlib';
import { badRequest, tooLarge } from './request-refusal.js';

const gunzipAsync = promisify(gunzip);

/** Up to this size inflating at once costs less than handing the work to another thread and back. */
const SYNC_LIMIT_BYTES = 256 * 1024;

/**
 * Undoes the Content-Encoding of a body.
 *
 * @throws RequestRefusal 400 when the encoding is unknown or the data is broken, 413 when it would inflate to more than
 * `maxBytes`.
 */
export async function inflate(
  body: Uint8Array,
  contentEncoding: string | undefined,
  maxBytes: number,
): Promise<Uint8Array> {
  const encoding = contentEncoding?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity' || body.length === 0) return body;
  if (encoding !== 'gzip') throw badRequest('the Content-Encoding is not supported; use gzip or identity');
  try {
    return await gunzipBody(body, maxBytes);
  } catch (error) {
    throw isTooLarge(error) ? tooLarge(maxBytes) : badRequest('the body is not valid gzip');
  }
}

/** The size that gzip announces may be a lie: it chooses how to inflate, and the limits hold all the same. */
async function gunzipBody(body: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  if (announcedSize(body) <= SYNC_LIMIT_BYTES) {
    try {
      return gunzipSync(body, { maxOutputLength: Math.min(SYNC_LIMIT_BYTES, maxBytes) });
    } catch (error) {
      if (!isTooLarge(error)) throw error;
    }
  }
  return gunzipAsync(body, { maxOutputLength: maxBytes });
}

/** The last four bytes of gzip data. */
function announcedSize(body: Uint8Array): number {
  return body.length < 4 ? 0 : Buffer.from(body.subarray(body.length - 4)).readUInt32LE();
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}
