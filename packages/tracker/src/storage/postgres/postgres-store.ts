import { TrackerError } from '../../tracker-error.js';
import type { AnalyticsWrite } from '../sql/analytics-write.js';
import { commandsOf } from '../sql/analytics-write.js';
import type { PackedRun } from '../sql/packed-run.js';
import { packRun } from '../sql/packed-run.js';
import type { Question } from '../sql/question.js';
import { number } from '../sql/row-reading.js';
import { createStoreReader } from '../sql/store-reader.js';
import type { SaveResult, TrackerStore } from '../tracker-store.js';
import { WriteQueue } from '../write-queue.js';
import { migrate } from './migrate.js';
import { openDatabase, requireUrl } from './postgres-database.js';
import { isDataError } from './postgres-errors.js';
import { purgeRuns, writeRuns } from './run-batch.js';

export interface PostgresStoreOptions {
  /** `postgres://user:password@host:5432/name`. Several trackers may share one database. */
  readonly url: string;
  /** Connections at most. Default 8. */
  readonly maxConnections?: number;
  /** Runs that wait to be written at most; one more is refused with `storage_busy`. Default 1,000. */
  readonly maxPendingRuns?: number;
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly now?: () => number;
}

const MAX_BATCH = 100;
const PURGE_BATCH = 200;

type WriteResult = { readonly saved: SaveResult } | { readonly failed: TrackerError };

/**
 * Opens a store in a PostgreSQL database and brings its schema up to date. A lost connection is tried again for some
 * seconds; a run is acknowledged when its transaction was.
 *
 * @throws {TrackerError} when the database cannot be reached, refuses, or was written by a newer version.
 *
 * @example
 * const store = await openPostgresStore({ url: 'postgres://tracker@localhost/tracker' });
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<TrackerStore> {
  const { url, maxConnections = 8, maxPendingRuns = 1_000, now = Date.now } = options;
  requireUrl(url);
  const database = openDatabase({ url, maxConnections });
  const nowMicros = (): number => now() * 1000;
  try {
    await migrate(database, nowMicros());
  } catch (error) {
    await database.close();
    throw error;
  }

  const write = async (runs: readonly PackedRun[]): Promise<readonly WriteResult[]> => {
    try {
      const results = await database.transaction((connection) => writeRuns(connection, runs, nowMicros()));
      return results.map((saved) => ({ saved }));
    } catch (error) {
      if (!(error instanceof TrackerError) || !isDataError(error)) throw error;
      if (runs.length === 1) return [{ failed: error }];
      // One of them cannot be written: each on its own, so that it takes no other with it.
      const apart: WriteResult[] = [];
      for (const run of runs) apart.push(...(await write([run])));
      return apart;
    }
  };
  const queue = new WriteQueue<PackedRun, WriteResult>({
    write,
    maxBatch: MAX_BATCH,
    maxPending: maxPendingRuns,
  });
  let closing: Promise<void> | undefined;
  const requireOpen = (): void => {
    if (closing !== undefined) throw new TrackerError('storage_closed', 'The store is closed.');
  };
  const ask = async <T>(question: Question<T>): Promise<T> => {
    requireOpen();
    return question.answer(await database.query(question.sql, question.values));
  };
  const { counts, ...reader } = createStoreReader(ask);
  const record = async (write: AnalyticsWrite): Promise<void> => {
    requireOpen();
    await database.transaction(async (connection) => {
      for (const { sql, values } of commandsOf(write, nowMicros())) await connection.query(sql, values);
    });
  };
  const purge = async (before: number, most: number): Promise<number> => {
    requireOpen();
    let purged = 0;
    // In small transactions, so that runs can be written in between.
    while (purged < most) {
      const limit = Math.min(PURGE_BATCH, most - purged);
      const count = await database.transaction((connection) => purgeRuns(connection, before, limit));
      purged += count;
      if (count < limit) break;
    }
    return purged;
  };
  const close = async (): Promise<void> => {
    await queue.close();
    await database.close();
  };
  return {
    ...reader,
    migrate: () => migrate(database, nowMicros()),
    saveRun: (run) => savedAs(queue.add(packRun(run))),
    stats: async () => ({
      backend: 'postgres',
      schemaVersion: await ask(schemaVersion),
      ...(await counts()),
      sizeBytes: await ask(sizeBytes),
      pendingRuns: queue.pending,
    }),
    purge: (before) => purge(before, Number.POSITIVE_INFINITY),
    purgeOldest: (count) => purge(Number.MAX_SAFE_INTEGER, count),
    saveInflections: (agent, result) => record({ kind: 'inflections', agent, result }),
    saveTaskEvent: (event, state) => record({ kind: 'task_event', event, state }),
    async check() {
      requireOpen();
      await reader.listRuns({}, { limit: 1 });
    },
    close: () => (closing ??= close()),
  };
}

/** Apart, so that what waits to be written holds its packed form only. */
async function savedAs(writing: Promise<WriteResult>): Promise<SaveResult> {
  const result = await writing;
  if ('failed' in result) throw result.failed;
  return result.saved;
}

const schemaVersion: Question<number> = {
  sql: 'SELECT coalesce(max(version), 0) AS version FROM schema_version',
  values: [],
  answer: ([row]) => (row === undefined ? 0 : number(row, 'version')),
};

/** What the tables take on disk, with what was deleted and not yet used again. */
const sizeBytes: Question<number> = {
  sql: `SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0) AS bytes FROM pg_class c
    WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace`,
  values: [],
  answer: ([row]) => (row === undefined ? 0 : number(row, 'bytes')),
};
