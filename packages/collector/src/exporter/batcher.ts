import type { OtlpPayload } from '../pipeline/otlp-sink.js';
import { BatchBuffers } from './batch-buffers.js';
import type { Scheduler } from './scheduler.js';

/** Payloads of one signal that travel as one request, and who waits for them. */
export interface Batch extends OtlpPayload {
  /** Tells all of them that responsibility has passed. The body must not be read afterwards: its memory is used again. */
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

/** Buffers kept for batches to come. */
const MAX_KEPT_BUFFERS = 4;
/** A batch that fills less of its buffer than this is copied to one of its own size: it may have to wait. */
const MIN_FILL = 0.75;

interface OpenBatch {
  readonly buffer: Buffer;
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
  readonly #buffers: BatchBuffers;

  constructor(options: BatcherOptions) {
    this.#options = options;
    this.#buffers = new BatchBuffers(options.maxBatchBytes, MAX_KEPT_BUFFERS);
  }

  /** The body may be changed as soon as this returns. */
  add(payload: OtlpPayload, settle: () => void): void {
    const { signal, body, spanCount } = payload;
    const { maxBatchBytes, onBatch } = this.#options;
    const before = this.#open.get(signal);
    if (before !== undefined && before.bytes + body.length > maxBatchBytes) this.#complete(signal);
    if (body.length >= maxBatchBytes) {
      onBatch({ signal, body: Buffer.from(body), spanCount, settle });
      return;
    }
    const batch = this.#open.get(signal) ?? this.#begin(signal);
    batch.buffer.set(body, batch.bytes);
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
    const batch = { buffer: this.#buffers.take(), waiting: [], cancelTimer, bytes: 0, spanCount: 0 };
    this.#open.set(signal, batch);
    return batch;
  }

  #complete(signal: OtlpPayload['signal']): void {
    const batch = this.#open.get(signal);
    if (batch === undefined) return;
    this.#open.delete(signal);
    batch.cancelTimer();
    const { buffer, bytes, spanCount, waiting } = batch;
    const isFull = bytes >= buffer.length * MIN_FILL;
    const filled = buffer.subarray(0, bytes);
    const body = isFull ? filled : Buffer.from(filled);
    if (!isFull) this.#buffers.giveBack(buffer);
    this.#options.onBatch({
      signal,
      body,
      spanCount,
      settle: () => {
        for (const settle of waiting.splice(0)) settle();
        if (isFull) this.#buffers.giveBack(buffer);
      },
    });
  }
}
