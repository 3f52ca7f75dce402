import type { RunCursor } from '../storage/tracker-store.js';

/** A place in a list that is ordered by start, then by id. */
interface Place {
  readonly startedAt: number;
  readonly id: string;
}

/** A place in a list as an opaque word. */
export function encodePlace({ startedAt, id }: Place): string {
  return Buffer.from(`1:${startedAt}:${id}`).toString('base64url');
}

/** Undefined when the word is none of ours. */
export function decodePlace(word: string): Place | undefined {
  const parts = /^1:(\d{1,16}):([^:]+)$/.exec(Buffer.from(word, 'base64url').toString('utf8'));
  const [, startedAt, id] = parts ?? [];
  return startedAt === undefined || id === undefined ? undefined : { startedAt: Number(startedAt), id };
}

export const encodeCursor = ({ startedAt, traceId }: RunCursor): string =>
  encodePlace({ startedAt, id: traceId });

export function decodeCursor(word: string): RunCursor | undefined {
  const place = decodePlace(word);
  return place === undefined ? undefined : { startedAt: place.startedAt, traceId: place.id };
}
