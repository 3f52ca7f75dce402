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
  /** Bytes of the buffer that are not filled yet: it is filled from its end, as bodies are written. */
  free: number;
  spanCount: number;
}

/**
 * Gathers payloads into batches. The body of each is one repeated field, so that bodies in a row are the body of one
 * request: nothing is decoded. The newest stands first, since the order means nothing to OTLP, and protobuf that is written
 * in its place in the batch is written from its end.
 */
export class Batcher {
  readonly #options: BatcherOptions;
  readonly #open = new Map<OtlpPayload['signal'], OpenBatch>();
  readonly #buffers: BatchBuffers;

  constructor(options: BatcherOptions) {
    this.#options = options;
    this.#buffers = new BatchBuffers(options.maxBatchBytes, MAX_KEPT_BUFFERS);
  }

  /**
   * The place in a batch where a payload of at most so many bytes will lie, for whoever writes it from its end; undefined
   * when it is too large for any. What is written there has to be added next.
   */
  reserve(signal: OtlpPayload['signal'], bytes: number): Buffer | undefined {
    if (bytes >= this.#options.maxBatchBytes) return undefined;
    const { buffer, free } = this.#batchFor(signal, bytes);
    return buffer.subarray(free - bytes, free);
  }

  /** The body may be changed as soon as this returns, unless it lies in reserved memory. */
  add(payload: OtlpPayload, settle: () => void): void {
    const { signal, body, spanCount } = payload;
    const { maxBatchBytes, onBatch } = this.#options;
    if (body.length >= maxBatchBytes) {
      this.#complete(signal);
      onBatch({ signal, body: Buffer.from(body), spanCount, settle });
      return;
    }
    const batch = this.#batchFor(signal, body.length);
    batch.free -= body.length;
    const { buffer, free } = batch;
    const isInPlace = body.buffer === buffer.buffer && body.byteOffset === buffer.byteOffset + free;
    if (!isInPlace) buffer.set(body, free);
    batch.waiting.push(settle);
    batch.spanCount += spanCount;
    if (free === 0) this.#complete(signal);
  }

  /** Completes what has been begun. */
  flush(): void {
    for (const signal of this.#open.keys()) this.#complete(signal);
  }

  /** The open batch, or the one after it where so many bytes do not fit. */
  #batchFor(signal: OtlpPayload['signal'], bytes: number): OpenBatch {
    const open = this.#open.get(signal);
    if (open !== undefined && open.free >= bytes) return open;
    this.#complete(signal);
    return this.#begin(signal);
  }

  #begin(signal: OtlpPayload['signal']): OpenBatch {
    const { scheduler, batchTimeoutMs } = this.#options;
    const cancelTimer = scheduler.after(batchTimeoutMs, () => this.#complete(signal));
    const buffer = this.#buffers.take();
    const batch = { buffer, waiting: [], cancelTimer, free: buffer.length, spanCount: 0 };
    this.#open.set(signal, batch);
    return batch;
  }

  #complete(signal: OtlpPayload['signal']): void {
    const batch = this.#open.get(signal);
    if (batch === undefined) return;
    this.#open.delete(signal);
    batch.cancelTimer();
    const { buffer, free, spanCount, waiting } = batch;
    const filled = buffer.subarray(free);
    const isFull = filled.length >= buffer.length * MIN_FILL;
    const body = isFull ? filled : Buffer.from(filled);
    if (!isFull) this.#buffers.giveBack(buffer);
    // Memory may have been reserved for what then came to nothing.
    if (waiting.length === 0) return;
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
