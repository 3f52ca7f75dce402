import type { RunCursor } from '../storage/tracker-store.js';

/** A place in a list as an opaque word. */
export function encodeCursor({ startedAt, traceId }: RunCursor): string {
  return Buffer.from(`1:${startedAt}:${traceId}`).toString('base64url');
}

/** Undefined when the word is none of ours. */
export function decodeCursor(word: string): RunCursor | undefined {
  const parts = /^1:(\d{1,16}):([^:]+)$/.exec(Buffer.from(word, 'base64url').toString('utf8'));
  const [, startedAt, traceId] = parts ?? [];
  return startedAt === undefined || traceId === undefined
    ? undefined
    : { startedAt: Number(startedAt), traceId };
}
