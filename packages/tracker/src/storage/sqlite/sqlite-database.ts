import { TrackerError } from '../../tracker-error.js';
import type { SqlRow, SqlValue } from '../sql/columns.js';
import { toTrackerError } from './sqlite-errors.js';

export interface SqliteStatement {
  run(...values: SqlValue[]): { readonly changes: number | bigint };
  get(...values: SqlValue[]): SqlRow | undefined;
  all(...values: SqlValue[]): readonly SqlRow[];
}

/** The little that `node:sqlite` and `libsql` have in common and that we need. */
export interface SqliteDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): SqliteStatement;
  close(): unknown;
}

/** Where a list of values may take the place of the values. */
interface ListStatement {
  run(values: unknown): unknown;
}

/** Runs a statement with many values: `libsql` takes a list as it is, and copies values that come one by one. */
export const runWith: (statement: SqliteStatement, values: readonly SqlValue[]) => void =
  process.getBuiltinModule('node:sqlite') === undefined
    ? (statement: ListStatement, values) => void statement.run(values)
    : (statement, values) => void statement.run(...values);

type DatabaseClass = new (path: string) => SqliteDatabase;

/** How long a statement waits for another process that writes. */
const BUSY_TIMEOUT_MS = 5_000;
/** SQLite's own default, 2 MB, does not hold the indexes of a few hundred thousand runs. */
const WRITER_CACHE_KIB = 131_072;
const CHECKPOINT_PAGES = 16_384;

/**
 * Opens a database file with whatever this Node has: its own SQLite from 22.13 on, else the bundled one.
 *
 * @throws {TrackerError} when the file cannot be opened or is no database.
 */
export async function openDatabase(path: string, access: 'read' | 'write'): Promise<SqliteDatabase> {
  const Database = await loadDatabaseClass();
  let database: SqliteDatabase | undefined;
  try {
    database = new Database(path);
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    if (access === 'write') {
      database.exec('PRAGMA journal_mode = WAL');
      // Who sent a run forgets it once we acknowledge it, so a commit must survive a power cut too.
      database.exec('PRAGMA synchronous = FULL');
      // The upper pages of all indexes stay in memory, and the log is moved into the file 64 MiB at a time.
      database.exec(`PRAGMA cache_size = -${WRITER_CACHE_KIB}`);
      database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    } else {
      database.exec('PRAGMA query_only = 1');
    }
    // Reads the header, so that a file that is no database is refused now and not at the first question.
    database.prepare('SELECT count(*) AS n FROM sqlite_schema').get();
    return database;
  } catch (error) {
    database?.close();
    throw toTrackerError(error, path);
  }
}

async function loadDatabaseClass(): Promise<DatabaseClass> {
  const own = process.getBuiltinModule('node:sqlite') as { readonly DatabaseSync: DatabaseClass } | undefined;
  if (own !== undefined) return own.DatabaseSync;
  try {
    const bundled: { readonly default: unknown } = await import('libsql');
    return bundled.default as DatabaseClass;
  } catch (error) {
    throw new TrackerError(
      'storage_unavailable',
      `No SQLite for Node ${process.version} on ${process.platform}-${process.arch}: use Node 22.13 or newer, or install the optional packages of "libsql".`,
      { cause: error },
    );
  }
}
