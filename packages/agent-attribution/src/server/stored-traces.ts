const TIMEOUT_MS = 5_000;

/** Who waits for which trace to be in the store, and what is still on its way there. */
export class StoredTraces {
  readonly #storing = new Set<Promise<void>>();
  readonly #waiting = new Map<string, (() => void)[]>();
  readonly #recent = new Set<string>();

  add(traceId: string, storing: Promise<void>): void {
    const done = storing.finally(() => {
      this.#storing.delete(done);
      this.#recent.add(traceId);
      for (const oldest of this.#recent) {
        if (this.#recent.size <= 100) break;
        this.#recent.delete(oldest);
      }
      for (const resolve of this.#waiting.get(traceId) ?? []) resolve();
      this.#waiting.delete(traceId);
    });
    this.#storing.add(done);
  }

  async when(traceId: string): Promise<void> {
    if (this.#recent.has(traceId)) return;
    await new Promise<void>((resolve) => {
      const waiting = this.#waiting.get(traceId) ?? [];
      this.#waiting.set(traceId, [...waiting, resolve]);
      setTimeout(resolve, TIMEOUT_MS).unref();
    });
  }

  /** Resolves when nothing is on its way any more. */
  async settled(): Promise<void> {
    while (this.#storing.size > 0) await Promise.all(this.#storing);
  }
}
