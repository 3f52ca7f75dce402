/** Runs something once after a delay; returns how to call it off. */
export type Schedule = (run: () => void, delayMs: number) => () => void;

/** A timer that does not keep the process alive. */
export const unrefTimer: Schedule = (run, delayMs) => {
  const timer = setTimeout(run, delayMs);
  timer.unref();
  return () => clearTimeout(timer);
};
