import type { ContributionRow, RunRecord, SpanRow, TraceRow } from '../../run-record.js';
import type { TrackerError } from '../../tracker-error.js';
import type { SaveResult } from '../tracker-store.js';
import type { AnalyticsWrite } from './analytics-writer.js';
import { writeAnalytics } from './analytics-writer.js';
import type { Columns } from './columns.js';
import { insertInto, valuesOf } from './columns.js';
import type { ExecutionWriter } from './execution-writer.js';
import { createExecutionWriter } from './execution-writer.js';
import { migrate } from './migrate.js';
import type { SqliteDatabase, SqliteStatement } from './sqlite-database.js';
import { openDatabase } from './sqlite-database.js';
import { toTrackerError } from './sqlite-errors.js';

/** What became of one run of a batch. */
export type WriteResult =
  | { readonly saved: SaveResult }
  | { readonly failed: Pick<TrackerError, 'code' | 'message'> };

/** The writing side of a database: owns the only connection that writes. Synchronous, meant for a thread of its own. */
export interface RunWriter {
  migrate(nowMicros: number): void;
  /** Writes the runs in one transaction; a run that cannot be written does not keep the others from being kept. */
  write(runs: readonly RunRecord[], nowMicros: number): readonly WriteResult[];
  /** Deletes the oldest runs first kept before this time, at most `limit`, in one transaction; returns how many. */
  purge(beforeMicros: number, limit: number): number;
  /** Keeps what was found out or decided after a run was written. */
  record(write: AnalyticsWrite, nowMicros: number): void;
  close(): void;
}

interface Place {
  readonly traceId: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly now: number;
}

const TRACE_COLUMNS: Columns<TraceRow & { readonly now: number }> = [
  ['trace_id', (row) => row.traceId],
  ['task_id', (row) => row.taskId],
  ['goal_id', (row) => row.goalId],
  ['conversation_id', (row) => row.conversationId],
  ['name', (row) => row.name],
  ['service_name', (row) => row.serviceName],
  ['revision', (row) => row.revision],
  ['completion', (row) => row.completion],
  ['outcome', (row) => row.outcome],
  ['verdict', (row) => row.verdict],
  ['status', (row) => row.status],
  ['task_status', (row) => row.taskStatus],
  ['root_cause_agent', (row) => row.rootCauseAgent],
  ['root_cause_span_id', (row) => row.rootCauseSpanId],
  ['root_cause_category', (row) => row.rootCauseCategory],
  ['root_cause_class', (row) => row.rootCauseClass],
  ['root_cause_node_type', (row) => row.rootCauseNodeType],
  ['confidence', (row) => row.confidence],
  ['started_at', (row) => row.startedAt],
  ['ended_at', (row) => row.endedAt],
  ['duration_ms', (row) => row.durationMs],
  ['total_tokens', (row) => Math.round(row.totalTokens)],
  ['cost_usd', (row) => row.costUsd],
  ['span_count', (row) => row.spanCount],
  ['error_count', (row) => row.errorCount],
  ['agents_json', (row) => JSON.stringify(row.agents)],
  ['summary', (row) => row.summary],
  ['report_json', (row) => JSON.stringify(row.report)],
  ['created_at', (row) => row.now],
  ['updated_at', (row) => row.now],
];

const SPAN_COLUMNS: Columns<SpanRow & Pick<Place, 'traceId'>> = [
  ['trace_id', (row) => row.traceId],
  ['span_id', (row) => row.spanId],
  ['parent_span_id', (row) => row.parentSpanId],
  ['name', (row) => row.name],
  ['node_type', (row) => row.nodeType],
  ['agent', (row) => row.agent],
  ['started_at', (row) => row.startedAt],
  ['ended_at', (row) => row.endedAt],
  ['status', (row) => row.status],
  ['error', (row) => row.error],
  ['attributes_json', (row) => row.attributes],
  ['is_truncated', (row) => (row.isTruncated ? 1 : 0)],
];

const CONTRIBUTION_COLUMNS: Columns<ContributionRow & Place & { readonly position: number }> = [
  ['trace_id', (row) => row.traceId],
  ['position', (row) => row.position],
  ['agent', (row) => row.agentName],
  ['agent_id', (row) => row.agentId],
  ['subtask_id', (row) => row.subtaskId],
  ['is_root_cause', (row) => (row.isRootCause ? 1 : 0)],
  ['outcome', (row) => row.outcome],
  ['contribution_score', (row) => row.contributionScore],
  ['blame_share', (row) => row.blameShare],
  ['credit_share', (row) => row.creditShare],
  ['failure_category', (row) => row.failureCategory],
  ['failure_attribution', (row) => row.failureAttribution],
  ['tokens', (row) => Math.round(row.tokens)],
  ['cost_usd', (row) => row.costUsd],
  ['duration_ms', (row) => row.durationMs],
  ['llm_calls', (row) => row.llmCalls],
  ['tool_calls', (row) => row.toolCalls],
  ['errors', (row) => row.errors],
  ['retries', (row) => row.retries],
  ['started_at', (row) => row.startedAt],
  ['ended_at', (row) => row.endedAt],
  ['created_at', (row) => row.now],
];

/** A revision changes everything but when the run was first seen. */
const REPLACED_COLUMNS = TRACE_COLUMNS.map(([column]) => column).filter(
  (column) => column !== 'trace_id' && column !== 'created_at',
);

const OLDEST = 'SELECT trace_id FROM traces WHERE created_at < ? ORDER BY created_at LIMIT ?';

/** @throws {TrackerError} when the file cannot be opened for writing. */
export async function openRunWriter(path: string): Promise<RunWriter> {
  const database = await openDatabase(path, 'write');
  let statements: Statements | undefined;
  return {
    migrate: (nowMicros) => explained(path, () => migrate(database, path, nowMicros)),
    write: (runs, nowMicros) =>
      explained(path, () => {
        statements ??= prepareStatements(database);
        return writeBatch(database, statements, runs, path, nowMicros);
      }),
    purge: (beforeMicros, limit) =>
      explained(path, () => {
        statements ??= prepareStatements(database);
        return purgeBatch(database, statements, beforeMicros, limit);
      }),
    record: (write, nowMicros) => explained(path, () => writeAnalytics(database, write, nowMicros)),
    close: () => explained(path, () => void database.close()),
  };
}

function explained<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw toTrackerError(error, path);
  }
}

interface Statements {
  readonly revision: SqliteStatement;
  readonly trace: SqliteStatement;
  readonly span: SqliteStatement;
  readonly contribution: SqliteStatement;
  readonly forgetContributions: SqliteStatement;
  readonly executions: ExecutionWriter;
}

function prepareStatements(database: SqliteDatabase): Statements {
  const replaced = REPLACED_COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ');
  return {
    revision: database.prepare('SELECT revision FROM traces WHERE trace_id = ?'),
    trace: database.prepare(
      `${insertInto('traces', TRACE_COLUMNS)} ON CONFLICT (trace_id) DO UPDATE SET ${replaced}`,
    ),
    span: database.prepare(`${insertInto('spans', SPAN_COLUMNS)} ON CONFLICT (trace_id, span_id) DO NOTHING`),
    contribution: database.prepare(insertInto('contributions', CONTRIBUTION_COLUMNS)),
    forgetContributions: database.prepare('DELETE FROM contributions WHERE trace_id = ?'),
    executions: createExecutionWriter(database),
  };
}

function writeBatch(
  database: SqliteDatabase,
  statements: Statements,
  runs: readonly RunRecord[],
  path: string,
  now: number,
): readonly WriteResult[] {
  database.exec('BEGIN IMMEDIATE');
  try {
    const results = runs.map((run) => writeApart(database, statements, run, path, now));
    statements.executions.flushHours();
    database.exec('COMMIT');
    return results;
  } catch (error) {
    statements.executions.reset();
    database.exec('ROLLBACK');
    throw error;
  }
}

/** Writes one run under a savepoint, so that a run that fails takes nothing with it. */
function writeApart(
  database: SqliteDatabase,
  statements: Statements,
  run: RunRecord,
  path: string,
  now: number,
): WriteResult {
  database.exec('SAVEPOINT run');
  try {
    const saved = writeRun(statements, run, now);
    database.exec('RELEASE run');
    return { saved };
  } catch (error) {
    database.exec('ROLLBACK TO run');
    database.exec('RELEASE run');
    statements.executions.distrust(run);
    const { code, message } = toTrackerError(error, path);
    return { failed: { code, message } };
  }
}

function writeRun(statements: Statements, run: RunRecord, now: number): SaveResult {
  const { trace, spans, contributions } = run;
  const { traceId, startedAt, endedAt } = trace;
  const known = statements.revision.get(traceId)?.['revision'];
  const result = compareRevisions(known, trace.revision);
  if (result === 'created' || result === 'replaced') {
    statements.trace.run(...valuesOf(TRACE_COLUMNS, { ...trace, now }));
    statements.forgetContributions.run(traceId);
    for (const [position, row] of contributions.entries()) {
      const placed = { ...row, traceId, position, startedAt, endedAt, now };
      statements.contribution.run(...valuesOf(CONTRIBUTION_COLUMNS, placed));
    }
  }
  for (const span of spans) statements.span.run(...valuesOf(SPAN_COLUMNS, { ...span, traceId }));
  // Late spans that come alone tell little of an execution: the writer keeps what was made of more.
  statements.executions.write(run);
  return result;
}

function compareRevisions(known: unknown, incoming: number): SaveResult {
  if (typeof known !== 'number') return 'created';
  if (incoming === known) return 'unchanged';
  return incoming > known ? 'replaced' : 'stale';
}

/** Deletes the oldest runs with all that belongs to them, and counts the hours of their agents again. */
function purgeBatch(
  database: SqliteDatabase,
  { executions }: Statements,
  beforeMicros: number,
  limit: number,
): number {
  database.exec('BEGIN IMMEDIATE');
  try {
    const traceIds = database
      .prepare(OLDEST)
      .all(beforeMicros, limit)
      .map((row) => String(row['trace_id']));
    const hours = executions.hoursOf(traceIds);
    const forget = database.prepare('DELETE FROM traces WHERE trace_id = ?');
    for (const traceId of traceIds) forget.run(traceId);
    executions.rebuild(hours);
    database.exec('COMMIT');
    return traceIds.length;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}
