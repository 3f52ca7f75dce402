const TRACE_ID_BYTES = 16;
const SPAN_ID_BYTES = 8;
const NO_TRACE = '0'.repeat(TRACE_ID_BYTES * 2);
const NO_SPAN = '0'.repeat(SPAN_ID_BYTES * 2);

/** Lower-case hex, `NO_ID`, or undefined for bytes that cannot be an id because there are too few or too many. */
export type ReadId = string | undefined;

/** An id that is absent, empty or all zero: senders write all three for a root's parent. */
export const NO_ID = '';

export function readTraceId(bytes: Buffer, start: number, end: number): ReadId {
  return readId(bytes, start, end, TRACE_ID_BYTES, NO_TRACE);
}

export function readSpanId(bytes: Buffer, start: number, end: number): ReadId {
  return readId(bytes, start, end, SPAN_ID_BYTES, NO_SPAN);
}

function readId(bytes: Buffer, start: number, end: number, length: number, zero: string): ReadId {
  if (start === end) return NO_ID;
  if (end - start !== length) return undefined;
  const id = bytes.toString('hex', start, end);
  return id === zero ? NO_ID : id;
}
