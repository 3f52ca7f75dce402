import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { TrackerError } from '../../tracker-error.js';
import type { PackedRun } from '../sql/packed-run.js';
import { packRun } from '../sql/packed-run.js';
import type { Question } from '../sql/question.js';
import { number } from '../sql/row-reading.js';
import { createStoreReader } from '../sql/store-reader.js';
import type { SaveResult, TrackerStore } from '../tracker-store.js';
import { WriteQueue } from '../write-queue.js';
import type { AnalyticsWrite } from '../sql/analytics-write.js';
import type { WriteResult } from './run-writer.js';
import { openDatabase } from './sqlite-database.js';
import type { SqliteDatabase } from './sqlite-database.js';
import { toTrackerError } from './sqlite-errors.js';
import { statementCache } from './statement-cache.js';
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
const MAX_BATCH = 250;
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
  const queue = new WriteQueue<PackedRun, WriteResult>({
    write: (runs) => link.write(runs, nowMicros()),
    maxBatch: MAX_BATCH,
    maxPending: maxPendingRuns,
  });
  let closing: Promise<void> | undefined;

  const statementOf = statementCache(database);
  const ask = async <T>({ sql, values, answer }: Question<T>): Promise<T> => {
    requireOpen();
    try {
      return answer(statementOf(sql).all(...values));
    } catch (error) {
      throw toTrackerError(error, path);
    }
  };
  const { counts, ...reader } = createStoreReader(ask);
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
    saveRun: (run) => savedAs(queue.add(packRun(run))),
    ...reader,
    stats: async () => ({
      backend: 'sqlite',
      schemaVersion: await ask(schemaVersion),
      ...(await counts()),
      sizeBytes: await ask(sizeBytes),
      pendingRuns: queue.pending,
    }),
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
    saveInflections: (agent, result) => record({ kind: 'inflections', agent, result }),
    saveTaskEvent: (event, state) => record({ kind: 'task_event', event, state }),
    async check() {
      requireOpen();
      link.check();
      await reader.listRuns({}, { limit: 1 });
    },
    close: () => (closing ??= close()),
  };
}

/** Apart, so that what waits to be written holds its packed form only. */
async function savedAs(writing: Promise<WriteResult>): Promise<SaveResult> {
  const result = await writing;
  if ('failed' in result) throw new TrackerError(result.failed.code, result.failed.message);
  return result.saved;
}

const schemaVersion: Question<number> = {
  sql: 'SELECT coalesce(max(version), 0) AS version FROM schema_version',
  values: [],
  answer: ([row]) => (row === undefined ? 0 : number(row, 'version')),
};

const sizeBytes: Question<number> = {
  sql: `SELECT (page_count - freelist_count) * page_size AS bytes
    FROM pragma_page_count(), pragma_freelist_count(), pragma_page_size()`,
  values: [],
  answer: ([row]) => (row === undefined ? 0 : number(row, 'bytes')),
};

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
