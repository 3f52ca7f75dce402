import { TrackerError } from '../tracker-error.js';

export interface WriteQueueOptions<T, R> {
  /** Writes a batch in one go; resolves with one result per item, in their order. */
  readonly write: (items: readonly T[]) => Promise<readonly R[]>;
  /** Items in one batch at most. */
  readonly maxBatch: number;
  /** Items waiting at most; one more is refused. */
  readonly maxPending: number;
}

/**
 * Groups writes: what arrives while a batch is being written goes into the next one. Under load one flush of the disk
 * serves many writers; a lone write waits for nobody.
 */
export class WriteQueue<T, R> {
  readonly #options: WriteQueueOptions<T, R>;
  #waiting: Waiting<T, R>[] = [];
  #inFlight = 0;
  #running: Promise<void> | undefined;
  #isClosed = false;

  constructor(options: WriteQueueOptions<T, R>) {
    this.#options = options;
  }

  /** Accepted and not yet written. */
  get pending(): number {
    return this.#waiting.length + this.#inFlight;
  }

  /** Resolves when the item is written. */
  add(item: T): Promise<R> {
    if (this.#isClosed) return Promise.reject(new TrackerError('storage_closed', 'The store is closed.'));
    if (this.pending >= this.#options.maxPending) {
      return Promise.reject(
        new TrackerError(
          'storage_busy',
          `${this.#options.maxPending} runs wait to be written already: send again later.`,
        ),
      );
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Refuses what comes from now on and waits for what was accepted. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    // Lets everything that was added in this turn of the event loop into the first batch.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#options.maxBatch);
      this.#inFlight = batch.length;
      try {
        const results = await this.#options.write(batch.map(({ item }) => item));
        for (const [index, { resolve, reject }] of batch.entries()) {
          const result = results[index];
          if (result === undefined)
            reject(new TrackerError('storage_unavailable', 'The run was not written.'));
          else resolve(result);
        }
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
      this.#inFlight = 0;
    }
    this.#running = undefined;
  }
}

interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}
