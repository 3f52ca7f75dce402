import type { AttributionReport } from '@agent-attribution/core';
import type { AnalyticsStore } from './analytics-store.js';
import type { RunRecord, SpanRow, TraceRow } from '../run-record.js';

/**
 * What the tracker needs of a storage backend. Each backend has a folder here and passes one contract suite. Methods
 * reject with a `TrackerError` only. Times are microseconds since the epoch.
 */
export interface TrackerStore extends AnalyticsStore {
  /** Brings the schema up to date; safe to call from several processes at once. Called once before anything else. */
  migrate(): Promise<void>;
  /**
   * Keeps a run; resolves when it is on disk. A higher revision replaces the verdict, the same one again changes
   * nothing, a lower one is ignored. Spans that are not yet known are kept in every case: late spans come alone.
   */
  saveRun(run: RunRecord): Promise<SaveResult>;
  getRun(traceId: string): Promise<StoredRun | undefined>;
  /** The newest run of the task, else the run with this trace id. */
  getTask(id: string): Promise<StoredRun | undefined>;
  /**
   * Newest first. Rows added while somebody pages move nothing: the cursor names a place, not a number of rows. A page
   * may be short, or empty, and another follow: a filter that few of very many runs fit is answered piece by piece.
   */
  listRuns(filter: RunFilter, page: PageRequest): Promise<RunPage>;
  /** One row per agent that took part in a run of the window, most active first. */
  listAgents(window: AgentWindow): Promise<readonly AgentLedger[]>;
  /** What was said of a run before its newest revision, the newest first, at most 100. */
  pastRevisions(traceId: string): Promise<readonly RunRevision[]>;
  /** The newest run of each of these tasks, by task; those that are not known are left out. */
  newestRunsOfTasks(taskIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** In order of start; empty when the trace is not known. */
  spansOf(traceId: string): Promise<readonly SpanRow[]>;
  stats(): Promise<StoreStats>;
  /** Forgets the runs that were first kept before this time, with all that belongs to them; resolves with how many. */
  purge(before: number): Promise<number>;
  /** Forgets this many runs, those first kept before all others; resolves with how many. */
  purgeOldest(count: number): Promise<number>;
  /** Rejects when the store could not keep or give back a run now. Costs little. */
  check(): Promise<void>;
  /** Waits for what is being written. Later calls reject. Closing twice is closing once. */
  close(): Promise<void>;
}

export type SaveResult = 'created' | 'replaced' | 'unchanged' | 'stale';

/** What a list shows of a run. */
export interface StoredRunSummary extends Omit<TraceRow, 'report'> {
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface StoredRun extends StoredRunSummary {
  readonly report: AttributionReport;
}

/** The headline of one verdict about a run. */
export interface RunRevision {
  readonly revision: number;
  readonly completion: string;
  readonly outcome: string;
  readonly verdict: string;
  readonly summary: string;
  readonly keptAt: number;
}

export interface RunFilter {
  /** An agent that took part. */
  readonly agent?: string;
  readonly status?: string;
  readonly outcome?: string;
  readonly verdict?: string;
  /** Failure category of the root cause. */
  readonly category?: string;
  /** Node type of the root cause. */
  readonly nodeType?: string;
  readonly goalId?: string;
  readonly conversationId?: string;
  readonly taskId?: string;
  /** Part of its name, its verdict's sentence or one of its ids, in any case. */
  readonly text?: string;
  /** Started at or after. */
  readonly from?: number;
  /** Started before. */
  readonly to?: number;
}

/** The last row of the page before. */
export interface RunCursor {
  readonly startedAt: number;
  readonly traceId: string;
}

export interface PageRequest {
  readonly limit: number;
  readonly after?: RunCursor;
}

export interface RunPage {
  readonly runs: readonly StoredRunSummary[];
  /** Where the next page starts; undefined on the last one. */
  readonly next: RunCursor | undefined;
}

export interface AgentWindow {
  /** What started at or after the beginning of this time's hour (UTC): figures are kept by the hour. */
  readonly from: number;
  /** Only this agent. */
  readonly agent?: string;
}

/** What one agent did in a window. Rates and means are over runs; a run counts as a success if all its parts were. */
export interface AgentLedger {
  readonly agent: string;
  readonly runs: number;
  readonly successRate: number;
  readonly meanContributionScore: number;
  readonly meanBlameShare: number;
  readonly meanCreditShare: number;
  /** Runs of which this agent is the root cause. */
  readonly blamedRuns: number;
  readonly tokens: number;
  /** Null when no run told its cost. */
  readonly costUsd: number | null;
  /** Within 1 %, as the next. */
  readonly p50DurationMs: number;
  readonly p95DurationMs: number;
  readonly errors: number;
  /** When its newest run ended, in the window or after it. */
  readonly lastSeenAt: number;
}

export interface StoreStats {
  readonly backend: string;
  readonly schemaVersion: number;
  readonly runs: number;
  readonly spans: number;
  readonly agents: number;
  readonly runsByOutcome: Readonly<Record<string, number>>;
  readonly newestRunAt: number | null;
  /** What is in use; a file that was larger once keeps its size, but not its content. */
  readonly sizeBytes: number;
  /** Runs accepted and not yet written. */
  readonly pendingRuns: number;
}
