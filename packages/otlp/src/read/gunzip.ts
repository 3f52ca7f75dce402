import { gunzipSync } from 'node:zlib';
import { TraceDocumentError } from './trace-document-error.js';

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Inflates a document as a whole.
 *
 * @throws TraceDocumentError `too_large` when it would inflate to more than `maxBytes`, `bad_gzip` when it is broken.
 */
export function gunzip(bytes: Uint8Array, maxBytes: number): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') {
      throw new TraceDocumentError('too_large', `The input inflates to more than ${maxBytes} bytes.`);
    }
    throw new TraceDocumentError('bad_gzip', 'The input begins as gzip but is broken or cut off.', {
      cause: error,
    });
  }
}
