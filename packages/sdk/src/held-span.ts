import { ReadableSpanView } from './readable-span-view.js';
import type { ReadableSpan } from './sdk-types.js';

/** A span that waits for the end of its trace, and what the engine will see of it. */
export interface HeldSpan {
  readonly span: ReadableSpan;
  readonly view: ReadableSpanView;
  /** Estimate of the memory that holding it takes. */
  readonly bytes: number;
}

export const hold = (span: ReadableSpan): HeldSpan => {
  const view = new ReadableSpanView(span);
  return { span, view, bytes: BASE_BYTES + BYTES_PER_CHARACTER * view.textLength };
};

/** What an ended span weighs besides its texts, measured on the SDK's own span objects. */
const BASE_BYTES = 1_500;
const BYTES_PER_CHARACTER = 2;

export const bytesOf = (held: readonly HeldSpan[]): number => held.reduce((sum, { bytes }) => sum + bytes, 0);
