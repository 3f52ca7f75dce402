import type { AgentPeriod } from '../../performance/agent-period.js';
import type { Tallies } from '../../performance/tallies.js';
import { sumOf } from '../../performance/tallies.js';
import type { SqlRow, SqlValue } from '../sql/columns.js';
import { namesOf, valuesOf } from '../sql/columns.js';
import { EXECUTION_TABLE } from '../sql/execution-columns.js';
import type { PackedRun } from '../sql/packed-run.js';
import { packText } from '../sql/packed-text.js';
import { RollUpSums } from '../sql/roll-up-sums.js';
import { number, packedJson, text } from '../sql/row-reading.js';
import { PAST_REVISION_COLUMNS, SHARE_COLUMNS, TRACE_COLUMNS } from '../sql/run-columns.js';
import type { Settlement } from '../sql/settle-run.js';
import { settleRemoval, settleRun } from '../sql/settle-run.js';
import type { StoredState } from '../sql/stored-state.js';
import { STATE_COLUMNS, toStoredState } from '../sql/stored-state.js';
import type { SaveResult } from '../tracker-store.js';
import { LOCKS } from './locks.js';
import type { Connection } from './postgres-database.js';
import { byColumn, insertMany, unnest, upsertMany } from './unnest.js';

const DOCUMENT_COLUMNS = ['trace_id', 'span_count', 'report', 'run', 'evidence', 'spans'];
const SHARE_KEY = ['agent', 'started_at', 'trace_id'];
const PERIOD_KEY = ['agent', 'hours', 'start'];

interface Settled {
  readonly run: PackedRun;
  readonly stored: StoredState | undefined;
  readonly settlement: Settlement;
}

/** Writes the runs; part of a transaction. One result each, in their order. */
export async function writeRuns(
  connection: Connection,
  runs: readonly PackedRun[],
  now: number,
): Promise<readonly SaveResult[]> {
  await lockRuns(
    connection,
    runs.map(({ trace }) => trace.traceId),
  );
  const sums = new RollUpSums();
  const results = new Map<PackedRun, SaveResult>();
  for (const round of rounds(runs)) {
    const stored = await storedStates(
      connection,
      round.map(({ trace }) => trace.traceId),
    );
    const settled = round.map((run): Settled => {
      const known = stored.get(run.trace.traceId);
      return { run, stored: known, settlement: settleRun(run, known, now) };
    });
    await apply(connection, settled);
    for (const { run, settlement } of settled) {
      sums.add(settlement);
      results.set(run, settlement.result);
    }
  }
  await flush(connection, sums);
  return runs.flatMap((run) => results.get(run) ?? []);
}

/** Forgets the oldest runs first kept before this time; part of a transaction. */
export async function purgeRuns(
  connection: Connection,
  beforeMicros: number,
  limit: number,
): Promise<number> {
  const rows = await connection.query(
    'SELECT trace_id FROM traces WHERE created_at < ? ORDER BY created_at LIMIT ?',
    [beforeMicros, limit],
  );
  const traceIds = rows.map((row) => text(row, 'trace_id'));
  await lockRuns(connection, traceIds);
  const stored = await storedStates(connection, traceIds);
  const sums = new RollUpSums();
  for (const state of stored.values()) sums.add(settleRemoval(state));
  await dropShares(connection, stored);
  await connection.query('DELETE FROM executions WHERE execution_id = ANY(?::text[])', [
    [...stored.values()].flatMap(({ executions }) => [...executions.keys()]),
  ]);
  for (const table of ['past_revisions', 'trace_documents', 'traces'])
    await connection.query(`DELETE FROM ${table} WHERE trace_id = ANY(?::text[])`, [traceIds]);
  await flush(connection, sums);
  return traceIds.length;
}

/** In order, so that two that change the same runs wait for each other instead of standing in each other's way. */
async function lockRuns(connection: Connection, traceIds: readonly string[]): Promise<void> {
  await connection.query(
    `SELECT pg_advisory_xact_lock(?::int, hashtext(id))
      FROM (SELECT DISTINCT hashtext(id) AS hash, id FROM unnest(?::text[]) AS ids (id) ORDER BY hash, id) ids`,
    [LOCKS.run, traceIds],
  );
}

/** The runs in as many rounds as one of them comes more than once. */
function rounds(runs: readonly PackedRun[]): readonly (readonly PackedRun[])[] {
  const made: Map<string, PackedRun>[] = [];
  for (const run of runs) {
    const { traceId } = run.trace;
    const free = made.find((round) => !round.has(traceId)) ?? new Map<string, PackedRun>();
    if (free.size === 0) made.push(free);
    free.set(traceId, run);
  }
  return made.map((round) => [...round.values()]);
}

async function storedStates(
  connection: Connection,
  traceIds: readonly string[],
): Promise<ReadonlyMap<string, StoredState>> {
  const traces = await connection.query(
    `SELECT ${STATE_COLUMNS} FROM traces t JOIN trace_documents d ON d.trace_id = t.trace_id
      WHERE t.trace_id = ANY(?::text[])`,
    [traceIds],
  );
  if (traces.length === 0) return new Map();
  const known = traces.map((row) => text(row, 'trace_id'));
  const keys = traces.flatMap((row) =>
    (JSON.parse(text(row, 'agents_json')) as readonly string[]).map((agent): SqlValue[] => [
      agent,
      number(row, 'started_at'),
      text(row, 'trace_id'),
    ]),
  );
  const shares = grouped(
    await connection.query(
      `SELECT a.* FROM ${unnest(SHARE_KEY)} AS k (agent, started_at, trace_id)
        JOIN run_agents a USING (agent, started_at, trace_id)`,
      byColumn(SHARE_KEY, keys),
    ),
  );
  const executions = grouped(
    await connection.query(
      `SELECT e.* FROM unnest(?::text[]) AS k (id)
        JOIN executions e ON e.execution_id > k.id || '-' AND e.execution_id < k.id || '.'`,
      [known],
    ),
  );
  return new Map(
    traces.map((trace) => {
      const id = text(trace, 'trace_id');
      const rows = { trace, shares: shares.get(id) ?? [], executions: executions.get(id) ?? [] };
      return [id, toStoredState(rows)] as const;
    }),
  );
}

function grouped(rows: readonly SqlRow[]): ReadonlyMap<string, readonly SqlRow[]> {
  const groups = new Map<string, SqlRow[]>();
  for (const row of rows) {
    const id = text(row, 'trace_id');
    const known = groups.get(id);
    if (known === undefined) groups.set(id, [row]);
    else known.push(row);
  }
  return groups;
}

async function apply(connection: Connection, settled: readonly Settled[]): Promise<void> {
  const many = async (sql: string, columns: readonly string[], rows: SqlValue[][]): Promise<void> => {
    if (rows.length > 0) await connection.query(sql, byColumn(columns, rows));
  };
  const judged = settled.flatMap(({ run, stored, settlement: { verdict } }) =>
    verdict === undefined ? [] : [{ traceId: run.trace.traceId, stored, verdict }],
  );
  await dropShares(
    connection,
    new Map(judged.flatMap(({ traceId, stored }) => (stored === undefined ? [] : [[traceId, stored]]))),
  );
  const traceColumns = namesOf(TRACE_COLUMNS);
  await many(
    upsertMany('traces', traceColumns, ['trace_id']),
    traceColumns,
    judged.map(({ verdict }) => valuesOf(TRACE_COLUMNS, verdict.trace)),
  );
  const shareColumns = namesOf(SHARE_COLUMNS);
  await many(
    insertMany('run_agents', shareColumns),
    shareColumns,
    judged.flatMap(({ verdict: { shares, trace } }) =>
      shares.map((share) => valuesOf(SHARE_COLUMNS, { share, trace })),
    ),
  );
  const revisionColumns = namesOf(PAST_REVISION_COLUMNS);
  await many(
    `${insertMany('past_revisions', revisionColumns)} ON CONFLICT DO NOTHING`,
    revisionColumns,
    settled.flatMap(({ run: { trace }, settlement: { past } }) =>
      past === undefined ? [] : [valuesOf(PAST_REVISION_COLUMNS, { traceId: trace.traceId, ...past })],
    ),
  );
  const documentOf = ({ run, settlement: { verdict, documents, spans } }: Settled): SqlValue[] => [
    run.trace.traceId,
    documents?.spanCount ?? null,
    verdict?.report ?? null,
    documents?.run ?? null,
    documents?.evidence ?? null,
    spans ?? null,
  ];
  await many(
    insertMany('trace_documents', DOCUMENT_COLUMNS),
    DOCUMENT_COLUMNS,
    settled.filter(({ stored }) => stored === undefined).map(documentOf),
  );
  await many(
    `UPDATE trace_documents d SET span_count = coalesce(n.span_count, d.span_count),
      report = coalesce(n.report, d.report), run = coalesce(n.run, d.run),
      evidence = coalesce(n.evidence, d.evidence), spans = coalesce(n.spans, d.spans)
      FROM ${unnest(DOCUMENT_COLUMNS)} AS n (${DOCUMENT_COLUMNS.join(', ')}) WHERE d.trace_id = n.trace_id`,
    DOCUMENT_COLUMNS,
    settled.filter(({ stored }) => stored !== undefined).map(documentOf),
  );
  await many(
    upsertMany('executions', EXECUTION_TABLE, ['execution_id']),
    EXECUTION_TABLE,
    settled.flatMap(({ settlement }) =>
      settlement.executions.map(({ values, detail }) => [...values, packText(detail)]),
    ),
  );
}

async function dropShares(connection: Connection, stored: ReadonlyMap<string, StoredState>): Promise<void> {
  const keys = [...stored].flatMap(([traceId, { shares, startedAt }]) =>
    shares.map(({ agent }): SqlValue[] => [agent, startedAt, traceId]),
  );
  if (keys.length === 0) return;
  await connection.query(
    `DELETE FROM run_agents a USING ${unnest(SHARE_KEY)} AS k (agent, started_at, trace_id)
      WHERE a.agent = k.agent AND a.started_at = k.started_at AND a.trace_id = k.trace_id`,
    byColumn(SHARE_KEY, keys),
  );
}

async function flush(connection: Connection, sums: RollUpSums): Promise<void> {
  await connection.query('SELECT pg_advisory_xact_lock(?)', [LOCKS.rollUps]);
  await addPeriods(connection, sums.periods);
  const totals = [...sums.totals].filter(([, value]) => value !== 0);
  if (totals.length === 0) return;
  await connection.query(
    `${insertMany('store_totals', ['name', 'value'])}
      ON CONFLICT (name) DO UPDATE SET value = store_totals.value + excluded.value`,
    byColumn(['name', 'value'], totals),
  );
}

const keyOf = ({ agent, hours, start }: AgentPeriod): SqlValue[] => [agent, hours, start];

const idOf = (agent: string, hours: number, start: number): string => `${hours} ${start} ${agent}`;

const isEmpty = ({ tallies }: AgentPeriod): boolean => Object.keys(tallies).length === 0;

async function addPeriods(connection: Connection, periods: readonly AgentPeriod[]): Promise<void> {
  if (periods.length === 0) return;
  const rows = await connection.query(
    `SELECT p.* FROM ${unnest(PERIOD_KEY)} AS k (agent, hours, start)
      JOIN agent_periods p USING (agent, hours, start)`,
    byColumn(PERIOD_KEY, periods.map(keyOf)),
  );
  const known = new Map(
    rows.map((row) => [
      idOf(text(row, 'agent'), number(row, 'hours'), number(row, 'start')),
      packedJson(row, 'tallies') as Tallies,
    ]),
  );
  const summed = periods.map((period) => {
    const before = known.get(idOf(period.agent, period.hours, period.start));
    return { ...period, tallies: before === undefined ? period.tallies : sumOf([before, period.tallies]) };
  });
  const columns = [...PERIOD_KEY, 'tallies'];
  const full = summed.filter((period) => !isEmpty(period));
  if (full.length > 0)
    await connection.query(
      upsertMany('agent_periods', columns, PERIOD_KEY),
      byColumn(
        columns,
        full.map((period) => [...keyOf(period), packText(JSON.stringify(period.tallies))]),
      ),
    );
  const empty = summed.filter(isEmpty);
  if (empty.length > 0)
    await connection.query(
      `DELETE FROM agent_periods p USING ${unnest(PERIOD_KEY)} AS k (agent, hours, start)
        WHERE p.agent = k.agent AND p.hours = k.hours AND p.start = k.start`,
      byColumn(PERIOD_KEY, empty.map(keyOf)),
    );
}
