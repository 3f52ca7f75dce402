const TIMEOUT_MS = 5_000;

/** Who waits for which trace to be in the store. */
export class StoredTraces {
  readonly #waiting = new Map<string, (() => void)[]>();
  readonly #recent = new Set<string>();

  /** Tells who waits when the trace has been stored, or given up; resolves then. */
  async add(traceId: string, storing: Promise<void>): Promise<void> {
    try {
      await storing;
    } finally {
      this.#recent.add(traceId);
      for (const oldest of this.#recent) {
        if (this.#recent.size <= 100) break;
        this.#recent.delete(oldest);
      }
      for (const resolve of this.#waiting.get(traceId) ?? []) resolve();
      this.#waiting.delete(traceId);
    }
  }

  async when(traceId: string): Promise<void> {
    if (this.#recent.has(traceId)) return;
    await new Promise<void>((resolve) => {
      const waiting = this.#waiting.get(traceId) ?? [];
      this.#waiting.set(traceId, [...waiting, resolve]);
      setTimeout(resolve, TIMEOUT_MS).unref();
    });
  }
}
