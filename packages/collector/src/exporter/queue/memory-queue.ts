import type { PersistentQueue, QueuedBatch, QueueSize } from './persistent-queue.js';

interface Waiting {
  readonly batch: QueuedBatch;
  readonly acknowledged: () => void;
}

/** A queue without a disk: whoever appends waits until the batch is acknowledged, and still has it if that never comes. */
export class MemoryQueue implements PersistentQueue {
  readonly #waiting: Waiting[] = [];

  get size(): QueueSize {
    const batches = this.#waiting.map(({ batch }) => batch);
    return {
      batches: batches.length,
      spans: batches.reduce((sum, { spanCount }) => sum + spanCount, 0),
      bytes: batches.reduce((sum, { body }) => sum + body.length, 0),
    };
  }

  append(batch: QueuedBatch): Promise<void> {
    return new Promise((acknowledged) => {
      this.#waiting.push({ batch, acknowledged });
    });
  }

  async peek(): Promise<QueuedBatch | undefined> {
    return this.#waiting[0]?.batch;
  }

  async ack(): Promise<void> {
    this.#waiting.shift()?.acknowledged();
  }

  async close(): Promise<void> {}
}
