import type { IncomingMessage } from 'node:http';
import { tooLarge } from './request-refusal.js';

/** The sender went away in the middle of its request; there is nobody to answer. */
export class SenderGoneError extends Error {
  override readonly name = 'SenderGoneError';
}

/**
 * Reads a body of at most `maxBytes`. The bytes are counted as they come, as most exporters send no Content-Length; one
 * that announces too many is refused before it is read.
 *
 * @throws RequestRefusal 413
 * @throws SenderGoneError
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const chunks: Buffer[] = [];
  let size = 0;
  await new Promise<void>((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) {
        request.removeAllListeners('data');
        reject(tooLarge(maxBytes));
      } else chunks.push(chunk);
    });
    request.once('end', resolve);
    request.once('error', () => reject(new SenderGoneError()));
    request.once('close', () => reject(new SenderGoneError()));
  });
  return Buffer.concat(chunks, size);
}
