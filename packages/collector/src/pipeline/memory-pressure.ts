/** Share of the memory for bodies above which it is short. */
const NEARLY_FULL = 0.9;
/** Share below which what fills it again is a new burst. */
const RELAXED = 0.5;
/** How long what is in memory is spared for the sake of what comes, ms: a burst is worked off in this time, or goes to disk. */
const SPARED_MS = 1_000;

/**
 * Tells whether the memory for bodies is short just now, so that it pays to let who brings more wait. A body that has to go
 * is read back from the disk when its traces are due, which costs more than the wait. In a burst they are due soon; memory
 * that has been full for longer is full of traces that stay open, and waiting would not empty it.
 */
export class MemoryPressure {
  readonly #fill: () => number;
  readonly #now: () => number;
  #sinceMs: number | undefined;

  /** @param fill - share of the memory for bodies that is taken */
  constructor(fill: () => number, now: () => number) {
    this.#fill = fill;
    this.#now = now;
  }

  /** @param isWorking - traces that are due wait for their turn: as these leave they make room */
  isHigh(isWorking: boolean): boolean {
    const fill = this.#fill();
    if (fill < RELAXED) this.#sinceMs = undefined;
    if (fill <= NEARLY_FULL) return false;
    const nowMs = this.#now();
    this.#sinceMs ??= nowMs;
    return isWorking || nowMs - this.#sinceMs < SPARED_MS;
  }
}
