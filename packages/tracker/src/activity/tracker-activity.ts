import { RunCounters } from '@agent-attribution/core';
import type { TaskStatus } from '@agent-attribution/core';
import type { SaveResult, TrackerStore } from '../storage/tracker-store.js';
import { EventHub } from './event-hub.js';
import { PerformanceWatch } from './performance-watch.js';
import type { RunNews } from './run-news.js';

export interface TaskChange {
  readonly taskId: string;
  readonly traceId: string;
  readonly from: TaskStatus;
  readonly to: TaskStatus;
}

/** What goes on in a tracker: events for listeners, counters for a scraper, a watch over trends. */
export interface TrackerActivity {
  readonly events: EventHub;
  readonly counters: RunCounters;
  /** Tells of a run that was written. Never throws and waits for nothing. */
  runSaved(news: RunNews, saved: SaveResult): void;
  taskChanged(change: TaskChange): void;
  /** Resolves when no trend is being looked at. */
  settled(): Promise<void>;
}

export interface TrackerActivityOptions {
  readonly store: TrackerStore;
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly now?: () => number;
  /** Told of what went wrong while trends were looked at. Default: nobody. */
  readonly onError?: (error: unknown) => void;
}

/**
 * Follows what is ingested. Hand the same one to `ingestTrace` and to `createTrackerApp`.
 *
 * @example
 * const activity = createTrackerActivity({ store });
 * await ingestTrace(store, { spans }, activity);
 * const app = createTrackerApp({ store, version: '1.0.0', activity });
 */
export function createTrackerActivity({
  store,
  now = Date.now,
  onError = () => {},
}: TrackerActivityOptions): TrackerActivity {
  const events = new EventHub({ epoch: now().toString(36) });
  const counters = new RunCounters();
  const watch = new PerformanceWatch({
    store,
    now,
    onInflection: (inflection) => events.publish('performance.inflection', { ...inflection }),
  });
  let looking: Promise<void> = Promise.resolve();
  return {
    events,
    counters,
    runSaved({ trace, rootCauseCategory, agents, contributions, actions }, saved) {
      if (saved !== 'created' && saved !== 'replaced') return;
      if (saved === 'created') {
        counters.add({ outcome: trace.outcome, failureCategory: rootCauseCategory, contributions });
        for (const action of actions) events.publish('agent.action.completed', { ...action });
      }
      events.publish('trace.attributed', { ...trace });
      looking = looking.then(() => watch.look(agents)).catch(onError);
    },
    taskChanged: (change) => events.publish('task.status', { ...change }),
    settled: () => looking,
  };
}
