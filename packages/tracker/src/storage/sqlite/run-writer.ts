import type { TrackerError } from '../../tracker-error.js';
import type { PackedRun } from '../sql/packed-run.js';
import { RollUpSums } from '../sql/roll-up-sums.js';
import { settleRemoval, settleRun } from '../sql/settle-run.js';
import type { SaveResult } from '../tracker-store.js';
import type { AnalyticsWrite } from '../sql/analytics-write.js';
import { commandsOf } from '../sql/analytics-write.js';
import { migrate } from './migrate.js';
import type { RunStatements } from './run-statements.js';
import { prepareRunStatements } from './run-statements.js';
import type { SqliteDatabase } from './sqlite-database.js';
import { openDatabase } from './sqlite-database.js';
import { isDataError, toTrackerError } from './sqlite-errors.js';

/** What became of one run of a batch. */
export type WriteResult =
  | { readonly saved: SaveResult }
  | { readonly failed: Pick<TrackerError, 'code' | 'message'> };

/** The writing side of a database: owns the only connection that writes. Synchronous, meant for a thread of its own. */
export interface RunWriter {
  migrate(nowMicros: number): void;
  /** Writes the runs in one transaction; a run that cannot be written does not keep the others from being kept. */
  write(runs: readonly PackedRun[], nowMicros: number): readonly WriteResult[];
  /** Deletes the oldest runs first kept before this time, at most `limit`, in one transaction; returns how many. */
  purge(beforeMicros: number, limit: number): number;
  /** Keeps what was found out or decided after a run was written. */
  record(write: AnalyticsWrite, nowMicros: number): void;
  close(): void;
}

/** @throws {TrackerError} when the file cannot be opened for writing. */
export async function openRunWriter(path: string): Promise<RunWriter> {
  const database = await openDatabase(path, 'write');
  let statements: RunStatements | undefined;
  const prepared = (): RunStatements => (statements ??= prepareRunStatements(database));
  return {
    migrate: (nowMicros) => explained(path, () => migrate(database, path, nowMicros)),
    write: (runs, nowMicros) =>
      explained(path, () => {
        try {
          return inTransaction(database, () =>
            writeAll(prepared(), runs, (run, sums) => writeOne(prepared(), sums, run, nowMicros)),
          );
        } catch (error) {
          if (!isDataError(error)) throw error;
          // One of them cannot be written: all again, each under a savepoint, which costs too much to have it always.
          return inTransaction(database, () =>
            writeAll(prepared(), runs, (run, sums) =>
              writeApart(database, path, () => writeOne(prepared(), sums, run, nowMicros)),
            ),
          );
        }
      }),
    purge: (beforeMicros, limit) =>
      explained(path, () =>
        inTransaction(database, () => purgeBatch(prepared(), prepared().oldest(beforeMicros, limit))),
      ),
    record: (write, nowMicros) =>
      explained(path, () =>
        inTransaction(database, () => {
          for (const { sql, values } of commandsOf(write, nowMicros)) database.prepare(sql).run(...values);
        }),
      ),
    close: () => explained(path, () => closeWhole(database)),
  };
}

function explained<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw toTrackerError(error, path);
  }
}

function inTransaction<T>(database: SqliteDatabase, action: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = action();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

type WriteOne = (run: PackedRun, sums: RollUpSums) => WriteResult;

function writeAll(
  statements: RunStatements,
  runs: readonly PackedRun[],
  write: WriteOne,
): readonly WriteResult[] {
  const sums = new RollUpSums();
  const results = runs.map((run) => write(run, sums));
  flush(sums, statements);
  return results;
}

function writeOne(statements: RunStatements, sums: RollUpSums, run: PackedRun, now: number): WriteResult {
  const stored = statements.stored(run.trace.traceId);
  const settlement = settleRun(run, stored, now);
  statements.apply(run, settlement, stored);
  sums.add(settlement);
  return { saved: settlement.result };
}

/** Writes one run under a savepoint, so that a run that fails takes nothing with it. */
function writeApart(database: SqliteDatabase, path: string, write: () => WriteResult): WriteResult {
  database.exec('SAVEPOINT run');
  try {
    const result = write();
    database.exec('RELEASE run');
    return result;
  } catch (error) {
    database.exec('ROLLBACK TO run');
    database.exec('RELEASE run');
    const { code, message } = toTrackerError(error, path);
    return { failed: { code, message } };
  }
}

function purgeBatch(statements: RunStatements, traceIds: readonly string[]): number {
  const sums = new RollUpSums();
  for (const traceId of traceIds) {
    const stored = statements.stored(traceId);
    if (stored === undefined) continue;
    sums.add(settleRemoval(stored));
    statements.remove(traceId, stored);
  }
  flush(sums, statements);
  return traceIds.length;
}

function flush({ periods, totals }: RollUpSums, statements: RunStatements): void {
  statements.addPeriods(periods);
  statements.addTotals(totals);
}

/** Puts everything into the one file: while nobody writes, a copy of it is a whole backup. */
function closeWhole(database: SqliteDatabase): void {
  try {
    database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
  } finally {
    database.close();
  }
}
