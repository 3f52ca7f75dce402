/** Time and chance, handed in so that tests decide about them. */
export interface Scheduler {
  /** Milliseconds since the epoch. */
  now(): number;
  /** From 0 to below 1. */
  random(): number;
  /** Runs `run` once, later; returns what calls that off. */
  after(delayMs: number, run: () => void): () => void;
}

export const SYSTEM_SCHEDULER: Scheduler = {
  now: Date.now,
  random: Math.random,
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
