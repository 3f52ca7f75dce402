import type { IncomingMessage } from 'node:http';
import { BodyBuffer } from './body-buffer.js';
import type { BodyMemory } from './body-memory.js';
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
export function readBody(
  request: IncomingMessage,
  maxBytes: number,
  memory: BodyMemory,
): Promise<Uint8Array> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > maxBytes) return Promise.reject(tooLarge(maxBytes));
  return new Promise((resolve, reject) => {
    const body = new BodyBuffer(announced, memory);
    let isOver = false;
    const gone = (): void => {
      // Every request closes in the end: an error is made only for those that break off.
      if (!isOver) reject(new SenderGoneError());
    };
    request
      .on('data', (chunk: Buffer) => {
        if (body.length + chunk.length <= maxBytes) body.add(chunk);
        else {
          isOver = true;
          request.removeAllListeners('data');
          reject(tooLarge(maxBytes));
        }
      })
      .once('end', () => {
        isOver = true;
        resolve(body.finish());
      })
      .once('error', gone)
      .once('close', gone);
  });
}
