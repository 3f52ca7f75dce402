interface Timer {
  readonly atMs: number;
  readonly run: () => void;
}

/** Time that passes when the test says so, and chance that gives what it is told. */
export class ManualScheduler {
  #nowMs = 1_700_000_000_000;
  readonly #timers = new Set<Timer>();
  randomValue = 1;

  now(): number {
    return this.#nowMs;
  }

  random(): number {
    return this.randomValue;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { atMs: this.#nowMs + delayMs, run };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Runs what is due on the way, in order, and what that brings about. */
  async advance(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms;
    for (let timer = this.#dueBy(endMs); timer !== undefined; timer = this.#dueBy(endMs)) {
      this.#nowMs = timer.atMs;
      this.#timers.delete(timer);
      timer.run();
      await settled();
    }
    this.#nowMs = endMs;
    await settled();
  }

  #dueBy(endMs: number): Timer | undefined {
    return [...this.#timers]
      .filter(({ atMs }) => atMs <= endMs)
      .toSorted((left, right) => left.atMs - right.atMs)[0];
  }
}

/** Lets everything happen that waits for nothing but its turn. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
