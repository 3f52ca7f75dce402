import { type Kept, KeptBytes } from './kept-bytes.js';

/** What is kept of a trace that was sent, so that late spans make a better verdict. */
export interface SentTrace {
  /** The spans as they came, as protobuf; undefined when there are none, such as of a trace that brings its own verdict. */
  spans: Kept<undefined> | undefined;
  bringsVerdict: boolean;
  lateSpans: number;
  /** Resolves when the trace has been handed to the sinks: a revision waits for it. */
  done: Promise<void>;
}

const NOTHING = Promise.resolve();

export const newSentTrace = (): SentTrace => ({
  spans: undefined,
  bringsVerdict: false,
  lateSpans: 0,
  done: NOTHING,
});

/** Lets the spans of the traces sent longest ago go when all of them take more than a limit. */
export class SentTraces {
  readonly #kept: KeptBytes<undefined>;

  constructor(maxBytes: number) {
    this.#kept = new KeptBytes(maxBytes);
  }

  keep(trace: SentTrace, bytes: Uint8Array): void {
    this.drop(trace);
    trace.spans = this.#kept.keep(undefined, bytes);
  }

  /** Memory in which what is written is kept, unless it is larger than all that may be. To be written and used at once. */
  reserve(trace: SentTrace, length: number): Buffer {
    this.drop(trace);
    trace.spans = this.#kept.reserve(undefined, length);
    return this.#kept.peek(trace.spans) ?? Buffer.allocUnsafeSlow(length);
  }

  drop(trace: SentTrace): void {
    if (trace.spans !== undefined) this.#kept.drop(trace.spans);
    trace.spans = undefined;
  }

  /** Undefined when they were let go. To be used at once. */
  spansOf({ spans }: SentTrace): Uint8Array | undefined {
    return spans && this.#kept.peek(spans);
  }
}
