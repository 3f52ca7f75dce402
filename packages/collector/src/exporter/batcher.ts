import type { OtlpPayload } from '../pipeline/otlp-sink.js';
import type { Scheduler } from './scheduler.js';

/** Payloads of one signal that travel as one request, and who waits for them. */
export interface Batch extends OtlpPayload {
  /** Tells all of them that responsibility has passed. */
  readonly settle: () => void;
}

export interface BatcherOptions {
  /** A batch is complete when it has so many bytes. */
  readonly maxBatchBytes: number;
  /** A batch is complete so long after its first payload, ms. */
  readonly batchTimeoutMs: number;
  readonly onBatch: (batch: Batch) => void;
  readonly scheduler: Scheduler;
}

interface OpenBatch {
  readonly parts: Uint8Array[];
  readonly waiting: (() => void)[];
  readonly cancelTimer: () => void;
  bytes: number;
  spanCount: number;
}

/**
 * Gathers payloads into batches. The body of each is one repeated field, so that bodies in a row are the body of one
 * request: nothing is decoded.
 */
export class Batcher {
  readonly #options: BatcherOptions;
  readonly #open = new Map<OtlpPayload['signal'], OpenBatch>();

  constructor(options: BatcherOptions) {
    this.#options = options;
  }

  add({ signal, body, spanCount }: OtlpPayload, settle: () => void): void {
    const { maxBatchBytes } = this.#options;
    const before = this.#open.get(signal);
    if (before !== undefined && before.bytes + body.length > maxBatchBytes) this.#complete(signal);
    const batch = this.#open.get(signal) ?? this.#begin(signal);
    batch.parts.push(body);
    batch.waiting.push(settle);
    batch.bytes += body.length;
    batch.spanCount += spanCount;
    if (batch.bytes >= maxBatchBytes) this.#complete(signal);
  }

  /** Completes what has been begun. */
  flush(): void {
    for (const signal of this.#open.keys()) this.#complete(signal);
  }

  #begin(signal: OtlpPayload['signal']): OpenBatch {
    const { scheduler, batchTimeoutMs } = this.#options;
    const cancelTimer = scheduler.after(batchTimeoutMs, () => this.#complete(signal));
    const batch = { parts: [], waiting: [], cancelTimer, bytes: 0, spanCount: 0 };
    this.#open.set(signal, batch);
    return batch;
  }

  #complete(signal: OtlpPayload['signal']): void {
    const batch = this.#open.get(signal);
    if (batch === undefined) return;
    this.#open.delete(signal);
    batch.cancelTimer();
    const { parts, bytes, spanCount, waiting } = batch;
    const body = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts, bytes);
    this.#options.onBatch({
      signal,
      body,
      spanCount,
      settle: () => {
        for (const settle of waiting) settle();
      },
    });
  }
}
