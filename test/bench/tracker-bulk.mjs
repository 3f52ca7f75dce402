/**
 * Fills an empty SQLite store with very many runs in minutes: the writer's own statements, but in large transactions
 * without flushing, without a look at what is stored (nothing is), with the indexes made at the end, and with the packed
 * documents of a template made once. Rows, roll-ups and sizes are those that the writer makes.
 */
import { join } from 'node:path';
import { packRun } from '../../packages/tracker/dist/storage/sql/packed-run.js';
import { RollUpSums } from '../../packages/tracker/dist/storage/sql/roll-up-sums.js';
import { settleRun } from '../../packages/tracker/dist/storage/sql/settle-run.js';
import { prepareRunStatements } from '../../packages/tracker/dist/storage/sqlite/run-statements.js';
import { openDatabase } from '../../packages/tracker/dist/storage/sqlite/sqlite-database.js';
import { copies } from './tracker-fill.mjs';

const RUNS_PER_TRANSACTION = 10_000;

/** Documents that are taken from the template need not be written out. */
const withoutDocuments = (record, isKnown) =>
  isKnown
    ? { ...record, trace: { ...record.trace, report: null }, run: null, evidence: null, spans: [] }
    : record;

export async function fillInBulk(dataDir, templates, { runs, days, nowMs, onProgress }) {
  const database = await openDatabase(join(dataDir, 'tracker.db'), 'write');
  database.exec('PRAGMA synchronous = OFF');
  database.exec('PRAGMA cache_size = -4000000');
  const indexes = database
    .prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL`)
    .all();
  for (const { name } of indexes) database.exec(`DROP INDEX ${String(name)}`);
  const statements = prepareRunStatements(database);
  const { copy, templateOf } = await copies(templates, { runs, days, nowMs });
  const packed = new Map();
  for (let n = 0; n < runs; n += RUNS_PER_TRANSACTION) {
    const sums = new RollUpSums();
    database.exec('BEGIN IMMEDIATE');
    for (let index = n; index < Math.min(runs, n + RUNS_PER_TRANSACTION); index++) {
      const run = packRun(withoutDocuments(copy(index), packed.has(templateOf(index))));
      const settled = settleRun(run, undefined, run.trace.startedAt);
      if (!packed.has(templateOf(index))) packed.set(templateOf(index), settled);
      const { verdict, documents, spans } = packed.get(templateOf(index));
      statements.apply(
        run,
        { ...settled, verdict: { ...settled.verdict, report: verdict.report }, documents, spans },
        undefined,
      );
      sums.add(settled);
    }
    statements.addPeriods(sums.periods);
    statements.addTotals(sums.totals);
    database.exec('COMMIT');
    onProgress?.(Math.min(runs, n + RUNS_PER_TRANSACTION));
  }
  for (const { sql } of indexes) database.exec(sql);
  database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
  database.close();
}
