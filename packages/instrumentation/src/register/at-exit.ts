import type { EventEmitter } from 'node:events';

/** What of a process we listen to. */
export interface ExitingProcess extends EventEmitter {
  readonly pid: number;
  kill(pid: number, signal: ExitSignal): unknown;
}

export type ExitSignal = 'SIGINT' | 'SIGTERM';

export interface ExitWork {
  /** The app has nothing more to do: may start work that keeps the process alive for as long as it takes. */
  readonly whenIdle: () => void;
  /** The process is ending: synchronous, and called once. */
  readonly atEnd: () => void;
}

/**
 * Runs work when a process ends, and leaves how it ends as it is. A signal that nobody else listens to kills the process,
 * as it would have; one that the app listens to is the app's. Our listener is the first and is gone before the others
 * run, since several libraries count listeners to find out whether they are alone.
 */
export const atExit = (work: ExitWork, target: ExitingProcess = process): void => {
  let isDone = false;
  const end = (): void => {
    if (isDone) return;
    isDone = true;
    work.atEnd();
  };
  target.on('beforeExit', work.whenIdle);
  target.on('exit', end);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    target.prependOnceListener(signal, () => {
      if (target.listenerCount(signal) > 0) return;
      end();
      target.kill(target.pid, signal);
    });
  }
};
