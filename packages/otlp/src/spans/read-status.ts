import type { StatusCode } from '@agent-attribution/core';
import { STATUS_CODES } from '../messages/enums.js';
import { WireReader } from '../wire/wire-reader.js';
import { decodeText } from './any-value.js';

export interface SpanStatus {
  readonly code: StatusCode;
  readonly message: string | undefined;
}

/** Of a span that says nothing about it. */
export const UNSET: SpanStatus = { code: 'unset', message: undefined };

/** Statuses that have been checked. Of several parts the last value of each field counts. */
export function readStatus(
  bytes: Buffer,
  ranges: readonly (readonly [start: number, end: number])[],
): SpanStatus {
  let code = 0;
  let message = '';
  for (const [start, end] of ranges) {
    const reader = new WireReader(bytes, start, end);
    while (reader.next()) {
      if (reader.fieldNumber === 2) message = decodeText(reader, 'utf8');
      else if (reader.fieldNumber === 3) {
        reader.readVarint();
        code = reader.low;
      } else reader.skip();
    }
  }
  return { code: STATUS_CODES[code] ?? 'unset', message: message || undefined };
}
