import { RunCounters } from '@agent-attribution/core';
import type { SpanView, TaskStatus } from '@agent-attribution/core';
import type { RunRecord } from '../run-record.js';
import type { SaveResult, TrackerStore } from '../storage/tracker-store.js';
import { completedActions } from './completed-actions.js';
import { EventHub } from './event-hub.js';
import { PerformanceWatch } from './performance-watch.js';

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
  runSaved(run: RunRecord, saved: SaveResult, spans: readonly SpanView[]): void;
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
    runSaved(run, saved, spans) {
      if (saved !== 'created' && saved !== 'replaced') return;
      if (saved === 'created') {
        const { outcome, rootCauseCategory } = run.trace;
        counters.add({ outcome, failureCategory: rootCauseCategory, contributions: run.contributions });
        for (const action of completedActions(spans)) events.publish('agent.action.completed', { ...action });
      }
      events.publish('trace.attributed', attributed(run));
      looking = looking.then(() => watch.look(run.trace.agents)).catch(onError);
    },
    taskChanged: (change) => events.publish('task.status', { ...change }),
    settled: () => looking,
  };
}

function attributed({ trace }: RunRecord): Record<string, unknown> {
  const { traceId, taskId, goalId, revision, outcome, verdict, rootCauseAgent, confidence, summary } = trace;
  return { traceId, taskId, goalId, revision, outcome, verdict, rootCauseAgent, confidence, summary };
}
