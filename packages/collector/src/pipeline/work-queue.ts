/** How long work may keep the event loop from receiving, ms. */
const SLICE_MS = 10;

/**
 * Runs jobs in their order, so many at a time as wait for others, and lets the event loop breathe in between: a tick may
 * release thousands of traces at once.
 */
export class WorkQueue {
  readonly #concurrency: number;
  readonly #onError: (error: unknown) => void;
  #jobs: (() => Promise<void>)[] = [];
  #next = 0;
  #running = 0;
  #isScheduled = false;
  #onIdle: (() => void)[] = [];

  constructor(concurrency: number, onError: (error: unknown) => void) {
    this.#concurrency = concurrency;
    this.#onError = onError;
  }

  /** Jobs that have not ended. */
  get size(): number {
    return this.#jobs.length - this.#next + this.#running;
  }

  add(job: () => Promise<void>): void {
    this.#jobs.push(job);
    this.#schedule();
  }

  /** Resolves when there is nothing left to do. */
  idle(): Promise<void> {
    if (this.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onIdle.push(resolve);
    });
  }

  #schedule(): void {
    if (this.#isScheduled || this.#running >= this.#concurrency || this.#next >= this.#jobs.length) return;
    this.#isScheduled = true;
    setImmediate(() => this.#runSlice());
  }

  #runSlice(): void {
    this.#isScheduled = false;
    const until = performance.now() + SLICE_MS;
    while (this.#running < this.#concurrency && this.#next < this.#jobs.length) {
      const job = this.#jobs[this.#next++];
      if (job !== undefined) void this.#run(job);
      if (performance.now() > until) break;
    }
    if (this.#next > 1024 || this.#next === this.#jobs.length) {
      this.#jobs = this.#jobs.slice(this.#next);
      this.#next = 0;
    }
    this.#schedule();
  }

  async #run(job: () => Promise<void>): Promise<void> {
    this.#running += 1;
    try {
      await job();
    } catch (error) {
      this.#onError(error);
    }
    this.#running -= 1;
    this.#schedule();
    if (this.size === 0) for (const resolve of this.#onIdle.splice(0)) resolve();
  }
}
