import type { SpanRow } from '../../run-record.js';
import type {
  AgentLedger,
  AgentWindow,
  PageRequest,
  RunFilter,
  RunPage,
  StoreStats,
  StoredRun,
} from '../tracker-store.js';
import { schemaVersion } from './migrate.js';
import { toLedger, toRun, toRunSummary, toSpan } from './row-reading.js';
import type { SqliteDatabase, SqliteRow, SqliteStatement, SqliteValue } from './sqlite-database.js';

/** The reading side of a database. Synchronous; each question is answered by an index. */
export interface RunReader {
  getRun(traceId: string): StoredRun | undefined;
  getTask(id: string): StoredRun | undefined;
  listRuns(filter: RunFilter, page: PageRequest): RunPage;
  listAgents(window: AgentWindow): readonly AgentLedger[];
  spansOf(traceId: string): readonly SpanRow[];
  stats(): Omit<StoreStats, 'backend' | 'pendingRuns'>;
}

const SUMMARY_COLUMNS = `trace_id, task_id, goal_id, conversation_id, name, service_name, revision, completion, outcome,
  verdict, status, task_status, root_cause_agent, root_cause_span_id, root_cause_category, root_cause_class,
  root_cause_node_type, confidence, started_at, ended_at, duration_ms, total_tokens, cost_usd, span_count, error_count,
  agents_json, summary, created_at, updated_at`;

const CONDITIONS: Readonly<Record<keyof RunFilter, string>> = {
  agent: 'EXISTS (SELECT 1 FROM contributions c WHERE c.trace_id = traces.trace_id AND c.agent = ?)',
  status: 'status = ?',
  outcome: 'outcome = ?',
  verdict: 'verdict = ?',
  category: 'root_cause_category = ?',
  nodeType: 'root_cause_node_type = ?',
  goalId: 'goal_id = ?',
  conversationId: 'conversation_id = ?',
  taskId: 'task_id = ?',
  text: `instr(lower(name || char(10) || summary || char(10) || trace_id || char(10) || coalesce(task_id, '') || char(10) ||
    coalesce(goal_id, '') || char(10) || coalesce(conversation_id, '')), lower(?)) > 0`,
  from: 'started_at >= ?',
  to: 'started_at < ?',
};

/** One row per agent and run first, so that an agent with many subtasks in one run counts that run once. */
const LEDGER = (onlyAgent: boolean): string => `
  WITH per_run AS (
    SELECT agent, trace_id, max(ended_at) AS ended_at, min(outcome = 'success') AS succeeded,
      avg(contribution_score) AS score, sum(blame_share) AS blame, sum(credit_share) AS credit,
      max(is_root_cause) AS blamed, sum(tokens) AS tokens, sum(cost_usd) AS cost, sum(duration_ms) AS duration,
      sum(errors) AS errors
    FROM contributions WHERE started_at >= ? ${onlyAgent ? 'AND agent = ?' : ''}
    GROUP BY agent, trace_id
  ), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY agent ORDER BY duration) AS place,
      count(*) OVER (PARTITION BY agent) AS runs
    FROM per_run
  )
  SELECT agent, count(*) AS runs, avg(succeeded) AS success_rate, avg(score) AS score, avg(blame) AS blame,
    avg(credit) AS credit, sum(blamed) AS blamed, sum(tokens) AS tokens, sum(cost) AS cost, sum(errors) AS errors,
    max(ended_at) AS last_seen,
    min(CASE WHEN place * 100 >= runs * 50 THEN duration END) AS p50,
    min(CASE WHEN place * 100 >= runs * 95 THEN duration END) AS p95
  FROM ranked GROUP BY agent ORDER BY runs DESC, agent`;

export function createRunReader(database: SqliteDatabase): RunReader {
  const statements = new Map<string, SqliteStatement>();
  const prepare = (sql: string): SqliteStatement => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const getRun = (traceId: string): StoredRun | undefined =>
    optional(prepare('SELECT * FROM traces WHERE trace_id = ?').get(traceId), toRun);
  return {
    getRun,
    getTask: (id) =>
      optional(
        prepare('SELECT * FROM traces WHERE task_id = ? ORDER BY started_at DESC, trace_id DESC LIMIT 1').get(
          id,
        ),
        toRun,
      ) ?? getRun(id),
    listRuns(filter, page) {
      const { where, values } = conditionsOf(filter, page);
      // Not remembered: there are as many of these statements as there are sets of filters.
      const statement = database.prepare(
        `SELECT ${SUMMARY_COLUMNS} FROM traces ${where} ORDER BY started_at DESC, trace_id DESC LIMIT ?`,
      );
      const rows = statement.all(...values, page.limit + 1);
      const runs = rows.slice(0, page.limit).map(toRunSummary);
      const last = runs.at(-1);
      const hasMore = rows.length > page.limit && last !== undefined;
      return { runs, next: hasMore ? { startedAt: last.startedAt, traceId: last.traceId } : undefined };
    },
    listAgents: ({ from, agent }) =>
      prepare(LEDGER(agent !== undefined))
        .all(from, ...(agent === undefined ? [] : [agent]))
        .map(toLedger),
    spansOf: (traceId) =>
      prepare('SELECT * FROM spans WHERE trace_id = ? ORDER BY started_at, ended_at DESC, span_id')
        .all(traceId)
        .map(toSpan),
    stats() {
      const totals = prepare(
        'SELECT count(*) AS runs, coalesce(sum(span_count), 0) AS spans, max(started_at) AS newest FROM traces',
      ).get();
      const agents = prepare('SELECT count(DISTINCT agent) AS agents FROM contributions').get();
      const outcomes = prepare(
        'SELECT outcome, count(*) AS runs FROM traces GROUP BY outcome ORDER BY outcome',
      );
      const size = prepare(
        'SELECT (page_count - freelist_count) * page_size AS bytes FROM pragma_page_count(), pragma_freelist_count(), pragma_page_size()',
      ).get();
      const newest = totals?.['newest'];
      return {
        schemaVersion: schemaVersion(database),
        runs: Number(totals?.['runs']),
        spans: Number(totals?.['spans']),
        agents: Number(agents?.['agents']),
        runsByOutcome: Object.fromEntries(
          outcomes.all().map((row) => [String(row['outcome']), Number(row['runs'])]),
        ),
        newestRunAt: typeof newest === 'number' ? newest : null,
        sizeBytes: Number(size?.['bytes']),
      };
    },
  };
}

function conditionsOf(
  filter: RunFilter,
  { after }: PageRequest,
): { readonly where: string; readonly values: readonly SqliteValue[] } {
  const conditions: string[] = [];
  const values: SqliteValue[] = [];
  for (const key of FILTER_KEYS) {
    const value = filter[key];
    if (value === undefined) continue;
    conditions.push(CONDITIONS[key]);
    values.push(value);
  }
  if (after !== undefined) {
    conditions.push('(started_at, trace_id) < (?, ?)');
    values.push(after.startedAt, after.traceId);
  }
  return { where: conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`, values };
}

const FILTER_KEYS: readonly (keyof RunFilter)[] = [
  'agent',
  'status',
  'outcome',
  'verdict',
  'category',
  'nodeType',
  'goalId',
  'conversationId',
  'taskId',
  'text',
  'from',
  'to',
];

const optional = <T>(row: SqliteRow | undefined, read: (row: SqliteRow) => T): T | undefined =>
  row === undefined ? undefined : read(row);
