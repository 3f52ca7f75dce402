/** Time and chance, handed in so that tests decide about them. */
export interface WebhookClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** From 0 to below 1. */
  random(): number;
  /** Runs `run` once, later; returns what calls that off. */
  after(delayMs: number, run: () => void): () => void;
}

/** A retry that is due in five minutes keeps no process alive. */
export const SYSTEM_CLOCK: WebhookClock = {
  now: Date.now,
  random: Math.random,
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs).unref();
    return () => clearTimeout(timer);
  },
};
