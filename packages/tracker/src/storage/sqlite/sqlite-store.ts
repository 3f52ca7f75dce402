import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord } from '../../run-record.js';
import { TrackerError } from '../../tracker-error.js';
import type { TrackerStore } from '../tracker-store.js';
import { WriteQueue } from '../write-queue.js';
import type { AnalyticsReader } from './analytics-reader.js';
import { createAnalyticsReader } from './analytics-reader.js';
import type { AnalyticsWrite } from './analytics-writer.js';
import type { RunReader } from './run-reader.js';
import { createRunReader } from './run-reader.js';
import type { WriteResult } from './run-writer.js';
import { openDatabase } from './sqlite-database.js';
import type { SqliteDatabase } from './sqlite-database.js';
import { toTrackerError } from './sqlite-errors.js';
import { openWorkerWriter } from './worker-link.js';
import { openInlineWriter } from './writer-link.js';

export interface SqliteStoreOptions {
  /** Folder of the database; made when it is not there. */
  readonly dataDir: string;
  /**
   * Where writing happens: `worker`, the default, on a thread of its own; `inline` on the calling thread, for commands
   * that write little and end.
   */
  readonly writer?: 'worker' | 'inline';
  /** Runs that wait to be written at most; one more is refused with `storage_busy`. Default 1,000. */
  readonly maxPendingRuns?: number;
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly now?: () => number;
}

const FILE_NAME = 'tracker.db';
const MAX_BATCH = 100;
const PURGE_BATCH = 200;

/**
 * Opens the embedded store and brings its schema up to date.
 *
 * @throws {TrackerError} when the folder cannot be used, or the file is damaged or newer than this version.
 *
 * @example
 * const store = await openSqliteStore({ dataDir: '.agent-attribution' });
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<TrackerStore> {
  const { dataDir, writer = 'worker', maxPendingRuns = 1_000, now = Date.now } = options;
  makeFolder(dataDir);
  const path = join(dataDir, FILE_NAME);
  const nowMicros = (): number => now() * 1000;
  const link = writer === 'worker' ? openWorkerWriter(path) : await openInlineWriter(path);
  let database: SqliteDatabase;
  try {
    await link.migrate(nowMicros());
    database = await openDatabase(path, 'read');
  } catch (error) {
    await link.close().catch(() => undefined);
    throw toTrackerError(error, path);
  }
  const reader = { ...createRunReader(database), ...createAnalyticsReader(database) };
  const queue = new WriteQueue<RunRecord, WriteResult>({
    write: (runs) => link.write(runs, nowMicros()),
    maxBatch: MAX_BATCH,
    maxPending: maxPendingRuns,
  });
  let closing: Promise<void> | undefined;

  const read = async <T>(question: (reader: RunReader & AnalyticsReader) => T): Promise<T> => {
    if (closing !== undefined) throw new TrackerError('storage_closed', 'The store is closed.');
    try {
      return question(reader);
    } catch (error) {
      throw toTrackerError(error, path);
    }
  };
  const requireOpen = (): void => {
    if (closing !== undefined) throw new TrackerError('storage_closed', 'The store is closed.');
  };
  const record = async (write: AnalyticsWrite): Promise<void> => {
    requireOpen();
    await link.record(write, nowMicros());
  };
  const close = async (): Promise<void> => {
    await queue.close();
    database.close();
    await link.close();
  };
  return {
    migrate: () => link.migrate(nowMicros()),
    async saveRun(run) {
      const result = await queue.add(run);
      if ('failed' in result) throw new TrackerError(result.failed.code, result.failed.message);
      return result.saved;
    },
    getRun: (traceId) => read((reader) => reader.getRun(traceId)),
    getTask: (id) => read((reader) => reader.getTask(id)),
    listRuns: (filter, page) => read((reader) => reader.listRuns(filter, page)),
    listAgents: (window) => read((reader) => reader.listAgents(window)),
    spansOf: (traceId) => read((reader) => reader.spansOf(traceId)),
    stats: () => read((reader) => ({ backend: 'sqlite', ...reader.stats(), pendingRuns: queue.pending })),
    async purge(before) {
      requireOpen();
      let purged = 0;
      // In small transactions, so that runs can be written in between.
      for (;;) {
        const count = await link.purge(before, PURGE_BATCH);
        purged += count;
        if (count < PURGE_BATCH) return purged;
      }
    },
    async purgeOldest(count) {
      requireOpen();
      let purged = 0;
      while (purged < count) {
        const batch = await link.purge(Number.MAX_SAFE_INTEGER, Math.min(PURGE_BATCH, count - purged));
        if (batch === 0) break;
        purged += batch;
      }
      return purged;
    },
    getExecution: (id) => read((reader) => reader.getExecution(id)),
    listExecutions: (filter, page) => read((reader) => reader.listExecutions(filter, page)),
    executionsOf: (traceId) => read((reader) => reader.executionsOf(traceId)),
    documentOf: (traceId) => read((reader) => reader.documentOf(traceId)),
    runsOfGoal: (goalId, limit) => read((reader) => reader.runsOfGoal(goalId, limit)),
    agentHours: (window) => read((reader) => reader.agentHours(window)),
    taskMetrics: (agent, from, limit) => read((reader) => reader.taskMetrics(agent, from, limit)),
    inflectionsOf: (agent, from) => read((reader) => reader.inflectionsOf(agent, from)),
    knownDirections: (agent) => read((reader) => reader.knownDirections(agent)),
    taskState: (taskId) => read((reader) => reader.taskState(taskId)),
    taskEvents: (taskId) => read((reader) => reader.taskEvents(taskId)),
    saveInflections: (agent, result) => record({ kind: 'inflections', agent, result }),
    saveTaskEvent: (event, state) => record({ kind: 'task_event', event, state }),
    check: () =>
      read((reader) => {
        link.check();
        reader.listRuns({}, { limit: 1 });
      }),
    close: () => (closing ??= close()),
  };
}

function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (error) {
    throw new TrackerError(
      'storage_unavailable',
      `The data folder ${dataDir} cannot be made: give this user the right to write there, or choose another folder.`,
      { cause: error },
    );
  }
}
