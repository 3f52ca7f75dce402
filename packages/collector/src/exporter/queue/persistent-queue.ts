import type { OtlpPayload } from '../../pipeline/otlp-sink.js';

/** A batch as it will be sent. */
export interface QueuedBatch extends OtlpPayload {
  /** When it was first put aside, ms since the epoch. */
  readonly enqueuedAtMs: number;
}

export interface QueueSize {
  readonly batches: number;
  readonly spans: number;
  readonly bytes: number;
}

/** Batches that wait for their destination, oldest first. One reader: `peek`, deliver, `ack`. */
export interface PersistentQueue {
  readonly size: QueueSize;
  /** Resolves when responsibility has passed: the batch is safe, or, in a queue without a disk, acknowledged. */
  append(batch: QueuedBatch): Promise<void>;
  /** The oldest batch; the same one until it is acknowledged. */
  peek(): Promise<QueuedBatch | undefined>;
  /** Forgets the batch that `peek` gave. */
  ack(): Promise<void>;
  close(): Promise<void>;
}
