import type { AgentPeriod } from '../../performance/agent-period.js';
import { sumOf } from '../../performance/tallies.js';
import type { SqlValue } from '../sql/columns.js';
import { namesOf, valuesOf } from '../sql/columns.js';
import { EXECUTION_TABLE, OF_TRACE } from '../sql/execution-columns.js';
import { packText } from '../sql/packed-text.js';
import type { PackedRun } from '../sql/packed-run.js';
import { packedJson } from '../sql/row-reading.js';
import { PAST_REVISION_COLUMNS, SHARE_COLUMNS, TRACE_COLUMNS } from '../sql/run-columns.js';
import type { Settlement } from '../sql/settle-run.js';
import type { StoredState } from '../sql/stored-state.js';
import { STATE_COLUMNS, toStoredState } from '../sql/stored-state.js';
import type { Tallies } from '../../performance/tallies.js';
import type { SqliteDatabase } from './sqlite-database.js';
import { runWith } from './sqlite-database.js';

/** What the writer does to a database, one run at a time; part of its transaction. */
export interface RunStatements {
  stored(traceId: string): StoredState | undefined;
  apply(run: PackedRun, settlement: Settlement, stored: StoredState | undefined): void;
  remove(traceId: string, stored: StoredState): void;
  addPeriods(periods: readonly AgentPeriod[]): void;
  addTotals(totals: ReadonlyMap<string, number>): void;
  /** The oldest runs first kept before this time. */
  oldest(beforeMicros: number, limit: number): readonly string[];
}

export function prepareRunStatements(database: SqliteDatabase): RunStatements {
  const state = database.prepare(
    `SELECT ${STATE_COLUMNS} FROM traces t JOIN trace_documents d ON d.trace_id = t.trace_id WHERE t.trace_id = ?`,
  );
  const sharesOf = database.prepare(
    'SELECT * FROM run_agents WHERE agent IN (SELECT value FROM json_each(?)) AND started_at = ? AND trace_id = ?',
  );
  const forgetShares = database.prepare(
    'DELETE FROM run_agents WHERE agent = ? AND started_at = ? AND trace_id = ?',
  );
  const executionsOf = database.prepare(`SELECT * FROM executions WHERE ${OF_TRACE}`);
  const forgetExecutions = database.prepare(`DELETE FROM executions WHERE ${OF_TRACE}`);
  const trace = database.prepare(upsert('traces', namesOf(TRACE_COLUMNS), ['trace_id']));
  const share = database.prepare(insertInto('run_agents', namesOf(SHARE_COLUMNS)));
  const execution = database.prepare(upsert('executions', EXECUTION_TABLE, ['execution_id']));
  const document = database.prepare(
    insertInto('trace_documents', ['trace_id', 'span_count', 'report', 'run', 'evidence', 'spans']),
  );
  const changeDocument = database.prepare(`UPDATE trace_documents SET span_count = coalesce(?, span_count),
    report = coalesce(?, report), run = coalesce(?, run), evidence = coalesce(?, evidence),
    spans = coalesce(?, spans) WHERE trace_id = ?`);
  const pastRevision = database.prepare(
    `${insertInto('past_revisions', namesOf(PAST_REVISION_COLUMNS))} ON CONFLICT DO NOTHING`,
  );
  const removals = ['past_revisions', 'trace_documents', 'traces'].map((table) =>
    database.prepare(`DELETE FROM ${table} WHERE trace_id = ?`),
  );
  const period = database.prepare(
    'SELECT tallies FROM agent_periods WHERE agent = ? AND hours = ? AND start = ?',
  );
  const writePeriod =
    database.prepare(`INSERT INTO agent_periods (agent, hours, start, tallies) VALUES (?, ?, ?, ?)
    ON CONFLICT (agent, hours, start) DO UPDATE SET tallies = excluded.tallies`);
  const forgetPeriod = database.prepare(
    'DELETE FROM agent_periods WHERE agent = ? AND hours = ? AND start = ?',
  );
  const addTotal = database.prepare(`INSERT INTO store_totals (name, value) VALUES (?, ?)
    ON CONFLICT (name) DO UPDATE SET value = value + excluded.value`);
  const oldest = database.prepare(
    'SELECT trace_id FROM traces WHERE created_at < ? ORDER BY created_at LIMIT ?',
  );

  const dropShares = (traceId: string, { shares, startedAt }: StoredState): void => {
    for (const { agent } of shares) forgetShares.run(agent, startedAt, traceId);
  };
  return {
    stored(traceId) {
      const row = state.get(traceId);
      if (row === undefined) return undefined;
      const { agents_json: agents, started_at: startedAt } = row;
      return toStoredState({
        trace: row,
        shares: sharesOf.all(String(agents), Number(startedAt), traceId),
        executions: executionsOf.all(traceId, traceId),
      });
    },
    apply({ trace: { traceId } }, { verdict, past, documents, spans, executions }, stored) {
      if (past !== undefined) pastRevision.run(...valuesOf(PAST_REVISION_COLUMNS, { traceId, ...past }));
      if (verdict !== undefined) {
        if (stored !== undefined) dropShares(traceId, stored);
        runWith(trace, valuesOf(TRACE_COLUMNS, verdict.trace));
        for (const one of verdict.shares)
          runWith(share, valuesOf(SHARE_COLUMNS, { share: one, trace: verdict.trace }));
      }
      const values: SqlValue[] = [
        documents?.spanCount ?? null,
        verdict?.report ?? null,
        documents?.run ?? null,
        documents?.evidence ?? null,
        spans ?? null,
      ];
      if (stored === undefined) runWith(document, [traceId, ...values]);
      else changeDocument.run(...values, traceId);
      for (const one of executions) runWith(execution, [...one.values, packText(one.detail)]);
    },
    remove(traceId, stored) {
      dropShares(traceId, stored);
      forgetExecutions.run(traceId, traceId);
      for (const statement of removals) statement.run(traceId);
    },
    addPeriods(periods) {
      for (const { agent, hours, start, tallies } of periods) {
        const known = period.get(agent, hours, start);
        const sum = known === undefined ? tallies : sumOf([packedJson(known, 'tallies') as Tallies, tallies]);
        if (Object.keys(sum).length === 0) forgetPeriod.run(agent, hours, start);
        else writePeriod.run(agent, hours, start, packText(JSON.stringify(sum)));
      }
    },
    addTotals(totals) {
      for (const [name, value] of totals) if (value !== 0) addTotal.run(name, value);
    },
    oldest: (beforeMicros, limit) => oldest.all(beforeMicros, limit).map((row) => String(row['trace_id'])),
  };
}

const insertInto = (table: string, columns: readonly string[]): string =>
  `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;

function upsert(table: string, names: readonly string[], key: readonly string[]): string {
  const changed = names
    .filter((name) => !key.includes(name))
    .map((name) => `${name} = excluded.${name}`)
    .join(', ');
  return `${insertInto(table, names)} ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${changed}`;
}
