import type { ActionTrackerOptions } from '@agent-attribution/instrumentation';
import { ActionTracker, MemoryExperienceSink } from '@agent-attribution/instrumentation';

export const HOUR_MS = 60 * 60 * 1_000;
export const WORK = { agentId: 'trainer', actionType: 'fit' };

/** A tracker whose time stands still until it is moved. */
export const trackerWithClock = (options: ActionTrackerOptions = {}) => {
  const clock = { now: 0 };
  const timers: { run: () => void; delayMs: number }[] = [];
  const sink = new MemoryExperienceSink();
  const tracker = new ActionTracker({
    now: () => clock.now,
    schedule: (run, delayMs) => {
      timers.push({ run, delayMs });
      return () => {};
    },
    sinks: [sink],
    ...options,
  });
  return { tracker, clock, timers, sink };
};
