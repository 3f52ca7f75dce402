/** How long work may keep the event loop from receiving, ms. */
const SLICE_MS = 3;

/**
 * Runs jobs in their order, as many at a time as may wait for others, and lets the event loop breathe in between: a tick may
 * release thousands of traces at once.
 */
export class WorkQueue {
  readonly #mayStart: (running: number) => boolean;
  readonly #onError: (error: unknown) => void;
  #jobs: (() => Promise<void>)[] = [];
  #next = 0;
  #running = 0;
  #isScheduled = false;
  #onIdle: (() => void)[] = [];

  /** @param mayStart - whether one more job may run beside those that do; asked again whenever one has ended */
  constructor(mayStart: (running: number) => boolean, onError: (error: unknown) => void) {
    this.#mayStart = mayStart;
    this.#onError = onError;
  }

  /** Jobs that have not ended. */
  get size(): number {
    return this.waiting + this.#running;
  }

  /** Jobs that have not begun. */
  get waiting(): number {
    return this.#jobs.length - this.#next;
  }

  add(job: () => Promise<void>): void {
    this.#jobs.push(job);
    this.schedule();
  }

  /** To be called when another job may start, unless that is because one has ended. */
  schedule(): void {
    if (this.#isScheduled || this.#next >= this.#jobs.length || !this.#mayStart(this.#running)) return;
    this.#isScheduled = true;
    setImmediate(() => this.#runSlice());
  }

  /** Resolves when there is nothing left to do. */
  idle(): Promise<void> {
    if (this.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onIdle.push(resolve);
    });
  }

  #runSlice(): void {
    this.#isScheduled = false;
    const until = performance.now() + SLICE_MS;
    while (this.#next < this.#jobs.length && this.#mayStart(this.#running)) {
      const job = this.#jobs[this.#next++];
      if (job !== undefined) void this.#run(job);
      if (performance.now() > until) break;
    }
    if (this.#next > 1024 || this.#next === this.#jobs.length) {
      this.#jobs = this.#jobs.slice(this.#next);
      this.#next = 0;
    }
    this.schedule();
  }

  async #run(job: () => Promise<void>): Promise<void> {
    this.#running += 1;
    try {
      await job();
    } catch (error) {
      this.#onError(error);
    }
    this.#running -= 1;
    this.schedule();
    if (this.size === 0) for (const resolve of this.#onIdle.splice(0)) resolve();
  }
}
