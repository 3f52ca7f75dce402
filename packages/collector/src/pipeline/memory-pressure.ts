/** How long what is in memory is spared for the sake of what comes, ms: a burst is worked off in this time, or goes to disk. */
const SPARED_MS = 1_000;

/**
 * Tells whether the memory for bodies is short just now, so that it pays to let who brings more wait. A body that has to go
 * is read back from the disk when its traces are due, which costs more than the wait. In a burst they are due soon; memory
 * that has been full for longer is full of traces that stay open, and waiting would not empty it.
 */
export class MemoryPressure {
  readonly #isNearlyFull: () => boolean;
  readonly #now: () => number;
  #sinceMs: number | undefined;

  constructor(isNearlyFull: () => boolean, now: () => number) {
    this.#isNearlyFull = isNearlyFull;
    this.#now = now;
  }

  /** @param isWorking - traces that are due wait for their turn: as these leave they make room */
  isHigh(isWorking: boolean): boolean {
    if (!this.#isNearlyFull()) {
      this.#sinceMs = undefined;
      return false;
    }
    const nowMs = this.#now();
    this.#sinceMs ??= nowMs;
    return isWorking || nowMs - this.#sinceMs < SPARED_MS;
  }
}
