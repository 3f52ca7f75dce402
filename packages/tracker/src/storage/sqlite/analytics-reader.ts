import type {
  KnownDirection,
  PerformanceInflection,
  Run,
  TaskEvidencePacket,
  TaskMetricRecord,
  TaskStatus,
  TrendDirection,
  TrendMetricName,
} from '@agent-attribution/core';
import type { ExecutionRow } from '../../execution-row.js';
import type { AgentHour } from '../../performance/agent-hour.js';
import { hourOf } from '../../performance/agent-hour.js';
import type {
  ExecutionFilter,
  ExecutionPage,
  ExecutionPageRequest,
  TaskEvent,
  TaskState,
  TraceDocument,
} from '../analytics-store.js';
import { toExecution } from './execution-reading.js';
import { number, numberOrNull, text, textOrNull } from './row-reading.js';
import type { SqliteDatabase, SqliteRow, SqliteValue } from './sqlite-database.js';

/** The reading side of the analytics. Synchronous. */
export interface AnalyticsReader {
  getExecution(executionId: string): ExecutionRow | undefined;
  listExecutions(filter: ExecutionFilter, page: ExecutionPageRequest): ExecutionPage;
  executionsOf(traceId: string): readonly ExecutionRow[];
  documentOf(traceId: string): TraceDocument | undefined;
  runsOfGoal(goalId: string | undefined, limit: number): readonly Run[];
  agentHours(window: { readonly from: number; readonly agent?: string }): readonly AgentHour[];
  taskMetrics(agent: string, from: number, limit: number): readonly TaskMetricRecord[];
  inflectionsOf(agent: string, from: number): readonly PerformanceInflection[];
  knownDirections(agent: string): readonly KnownDirection[];
  taskState(taskId: string): TaskState | undefined;
  taskEvents(taskId: string): readonly TaskEvent[];
}

const ORDERS = {
  newest: 'started_at DESC, execution_id DESC',
  slowest: 'duration_ms DESC, execution_id',
  worst: 'response_quality, execution_id',
} as const;

const EVENTS_OF_TASK = 100;

/** One record per run: an agent with several subtasks in a run did one task there. */
const TASK_METRICS = `
  SELECT trace_id, max(ended_at) AS ended_at, min(outcome = 'success') AS succeeded, sum(duration_ms) AS duration,
    sum(tokens) AS tokens, sum(cost_usd) AS cost, avg(contribution_score) AS score, sum(blame_share) AS blame
  FROM contributions WHERE agent = ? AND started_at >= ?
  GROUP BY started_at, trace_id ORDER BY started_at DESC LIMIT ?`;

export function createAnalyticsReader(database: SqliteDatabase): AnalyticsReader {
  const all = <T>(sql: string, read: (row: SqliteRow) => T, ...values: SqliteValue[]): T[] =>
    database
      .prepare(sql)
      .all(...values)
      .map(read);
  return {
    getExecution: (id) => all('SELECT * FROM executions WHERE execution_id = ?', toExecution, id)[0],
    listExecutions(filter, { limit, order = 'newest', after }) {
      const { conditions, values } = conditionsOf(filter);
      if (after !== undefined && order === 'newest') {
        conditions.push('(started_at, execution_id) < (?, ?)');
        values.push(after.startedAt, after.executionId);
      }
      const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
      const rows = all(
        `SELECT * FROM executions ${where} ORDER BY ${ORDERS[order]} LIMIT ?`,
        toExecution,
        ...values,
        limit + 1,
      );
      const executions = rows.slice(0, limit);
      const last = executions.at(-1);
      const hasNext = order === 'newest' && rows.length > limit && last !== undefined;
      const next = hasNext
        ? { startedAt: Math.round(last.createdAtMs * 1000), executionId: last.executionId }
        : undefined;
      return { executions, next };
    },
    executionsOf: (traceId) =>
      all(
        'SELECT * FROM executions WHERE trace_id = ? ORDER BY started_at, execution_id',
        toExecution,
        traceId,
      ),
    documentOf: (traceId) =>
      all('SELECT run_json, evidence_json FROM trace_documents WHERE trace_id = ?', toDocument, traceId)[0],
    runsOfGoal: (goalId, limit) =>
      all(
        `SELECT d.run_json FROM traces t JOIN trace_documents d ON d.trace_id = t.trace_id
          ${goalId === undefined ? '' : 'WHERE t.goal_id = ?'} ORDER BY t.started_at DESC LIMIT ?`,
        (row) => JSON.parse(text(row, 'run_json')) as Run,
        ...(goalId === undefined ? [] : [goalId]),
        limit,
      ),
    agentHours: ({ from, agent }) =>
      all(
        `SELECT hour_json FROM agent_hours WHERE hour >= ? ${agent === undefined ? '' : 'AND agent = ?'}
          ORDER BY agent, hour`,
        (row) => JSON.parse(text(row, 'hour_json')) as AgentHour,
        hourOf(from),
        ...(agent === undefined ? [] : [agent]),
      ),
    taskMetrics: (agent, from, limit) =>
      all(TASK_METRICS, (row) => toTaskMetric(agent, row), agent, from, limit),
    inflectionsOf: (agent, from) =>
      all(
        'SELECT * FROM inflections WHERE agent = ? AND detected_at >= ? ORDER BY detected_at DESC, id DESC LIMIT 1000',
        toInflection,
        agent,
        from,
      ),
    knownDirections: (agent) =>
      all('SELECT * FROM known_directions WHERE agent = ?', toKnownDirection, agent),
    taskState: (taskId) => all('SELECT * FROM task_states WHERE task_id = ?', toTaskState, taskId)[0],
    taskEvents: (taskId) =>
      all(
        'SELECT * FROM task_events WHERE task_id = ? ORDER BY id DESC LIMIT ?',
        toTaskEvent,
        taskId,
        EVENTS_OF_TASK,
      ),
  };
}

function conditionsOf(filter: ExecutionFilter): { conditions: string[]; values: SqliteValue[] } {
  const { agent, conversationId, statuses, from, minDurationMs, qualityBelow, responseValid } = filter;
  const conditions: string[] = [];
  const values: SqliteValue[] = [];
  const add = (condition: string, ...bound: SqliteValue[]): void => {
    conditions.push(condition);
    values.push(...bound);
  };
  if (agent !== undefined) add('agent = ?', agent);
  if (conversationId !== undefined) add('conversation_id = ?', conversationId);
  if (statuses !== undefined) {
    add(`status IN (${statuses.map(() => '?').join(', ')})`, ...statuses);
    // Said once more for the index, which leaves out what succeeded.
    if (!statuses.includes('success')) add("status <> 'success'");
  }
  if (from !== undefined) add('started_at >= ?', from);
  if (minDurationMs !== undefined) add('duration_ms >= ?', minDurationMs);
  if (qualityBelow !== undefined) add('response_quality < ?', qualityBelow);
  if (responseValid !== undefined) add('response_valid IS NOT NULL');
  if (typeof responseValid === 'boolean') add('response_valid = ?', Number(responseValid));
  return { conditions, values };
}

const toDocument = (row: SqliteRow): TraceDocument => ({
  run: JSON.parse(text(row, 'run_json')) as Run,
  evidence: JSON.parse(text(row, 'evidence_json')) as TaskEvidencePacket,
});

function toTaskMetric(agent: string, row: SqliteRow): TaskMetricRecord {
  const isSuccess = number(row, 'succeeded') === 1;
  const cost = numberOrNull(row, 'cost');
  return {
    agentId: agent,
    taskId: text(row, 'trace_id'),
    completedAtMs: number(row, 'ended_at') / 1000,
    isSuccess,
    durationMs: number(row, 'duration'),
    tokensUsed: number(row, 'tokens'),
    cost,
    currency: cost === null ? null : 'USD',
    qualityScore: null,
    contributionScore: number(row, 'score'),
    blameShare: number(row, 'blame'),
  };
}

function toInflection(row: SqliteRow): PerformanceInflection {
  return {
    agentId: text(row, 'agent'),
    metricName: text(row, 'metric') as TrendMetricName,
    windowSize: text(row, 'window'),
    oldDirection: text(row, 'old_direction') as TrendDirection,
    newDirection: text(row, 'new_direction') as TrendDirection,
    slope: number(row, 'slope'),
    detectedAtMs: number(row, 'detected_at') / 1000,
  };
}

function toKnownDirection(row: SqliteRow): KnownDirection {
  return {
    metricName: text(row, 'metric') as TrendMetricName,
    windowSize: text(row, 'window'),
    direction: text(row, 'direction') as TrendDirection,
  };
}

function toTaskState(row: SqliteRow): TaskState {
  return {
    taskId: text(row, 'task_id'),
    traceId: text(row, 'trace_id'),
    status: text(row, 'status') as TaskStatus,
    closeReason: textOrNull(row, 'close_reason'),
    closedAt: numberOrNull(row, 'closed_at'),
    updatedAt: number(row, 'updated_at'),
  };
}

function toTaskEvent(row: SqliteRow): TaskEvent {
  return {
    taskId: text(row, 'task_id'),
    traceId: text(row, 'trace_id'),
    kind: text(row, 'kind') as TaskEvent['kind'],
    value: text(row, 'value'),
    body: JSON.parse(text(row, 'body_json')) as TaskEvent['body'],
    recordedAt: number(row, 'recorded_at'),
  };
}
