/** What is kept of a trace that was sent, so that late spans make a better verdict. */
export interface SentTrace {
  /** The spans as they came, as protobuf; undefined when they were let go, or bring their own verdict. */
  bytes: Uint8Array | undefined;
  bringsVerdict: boolean;
  lateSpans: number;
  /** Resolves when the trace has been handed to the sinks: a revision waits for it. */
  done: Promise<void>;
}

const NOTHING = Promise.resolve();

export const newSentTrace = (): SentTrace => ({
  bytes: undefined,
  bringsVerdict: false,
  lateSpans: 0,
  done: NOTHING,
});

/** Lets the spans of the traces sent longest ago go when all of them take more than a limit. */
export class SentTraces {
  readonly #maxBytes: number;
  readonly #kept = new Map<SentTrace, number>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  keep(trace: SentTrace, bytes: Uint8Array): void {
    this.#forget(trace);
    trace.bytes = bytes;
    this.#kept.set(trace, bytes.length);
    this.#bytes += bytes.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#maxBytes) return;
      this.#forget(oldest);
    }
  }

  #forget(trace: SentTrace): void {
    this.#bytes -= this.#kept.get(trace) ?? 0;
    this.#kept.delete(trace);
    trace.bytes = undefined;
  }
}
