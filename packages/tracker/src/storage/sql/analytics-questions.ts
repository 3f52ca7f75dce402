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
import type { AgentPeriod, PeriodHours } from '../../performance/agent-period.js';
import { dayOf, hourOf, HOURS_PER_DAY } from '../../performance/agent-period.js';
import type { Tallies } from '../../performance/tallies.js';
import type {
  AgentPeriodWindow,
  TaskEvent,
  TaskMetricWindow,
  TaskState,
  TraceDocument,
} from '../analytics-store.js';
import type { SqlRow, SqlValue } from './columns.js';
import { each, first, placesFor } from './question.js';
import type { Question } from './question.js';
import { number, numberOrNull, packedJson, text, textOrNull } from './row-reading.js';

const EVENTS_OF_TASK = 100;
const INFLECTIONS = 1_000;
const MICROS_PER_DAY = 86_400_000_000;

export const documentOf = (traceId: string): Question<TraceDocument | undefined> => ({
  sql: 'SELECT run, evidence FROM trace_documents WHERE trace_id = ?',
  values: [traceId],
  answer: first((row) => ({
    run: packedJson(row, 'run') as Run,
    evidence: packedJson(row, 'evidence') as TaskEvidencePacket,
  })),
});

export const runsOfGoal = (goalId: string | undefined, limit: number): Question<readonly Run[]> => ({
  sql: `SELECT d.run FROM
      (SELECT trace_id, started_at FROM traces ${goalId === undefined ? '' : 'WHERE goal_id = ?'}
        ORDER BY started_at DESC, trace_id DESC LIMIT ?) t
    JOIN trace_documents d ON d.trace_id = t.trace_id ORDER BY t.started_at DESC, t.trace_id DESC`,
  values: [...(goalId === undefined ? [] : [goalId]), limit],
  answer: each((row) => packedJson(row, 'run') as Run),
});

/** The hours until the first whole day of the window, then days. */
export function agentPeriods({
  from,
  agent,
  detail = 'day',
}: AgentPeriodWindow): Question<readonly AgentPeriod[]> {
  const firstHour = hourOf(from);
  const firstDay = detail === 'hour' ? Number.MAX_SAFE_INTEGER : dayOf(firstHour + HOURS_PER_DAY - 1);
  const ofAgent = agent === undefined ? '' : 'AND agent = ?';
  const agentValues = agent === undefined ? [] : [agent];
  return {
    sql: `SELECT agent, hours, start, tallies FROM agent_periods
        WHERE hours = 1 AND start >= ? AND start < ? ${ofAgent}
      UNION ALL SELECT agent, hours, start, tallies FROM agent_periods
        WHERE hours = 24 AND start >= ? ${ofAgent}
      ORDER BY agent, start`,
    values: [firstHour, firstDay, ...agentValues, firstDay, ...agentValues],
    answer: each(toPeriod),
  };
}

export const toPeriod = (row: SqlRow): AgentPeriod => ({
  agent: text(row, 'agent'),
  hours: number(row, 'hours') as PeriodHours,
  start: number(row, 'start'),
  tallies: packedJson(row, 'tallies') as Tallies,
});

/** How the newest runs of every day went: the newest alone would show one day of a busy agent. */
export function taskMetrics(
  agent: string,
  { from, to, perDay }: TaskMetricWindow,
): Question<readonly TaskMetricRecord[]> {
  const values: SqlValue[] = [];
  const days: string[] = [];
  for (let end = to; end > from; end -= MICROS_PER_DAY) {
    days.push(`SELECT * FROM (SELECT trace_id, ended_at, succeeded, duration_ms, tokens, cost_usd, contribution_score,
      blame_share FROM run_agents WHERE agent = ? AND started_at >= ? AND started_at < ?
      ORDER BY started_at DESC, trace_id DESC LIMIT ?) day${days.length}`);
    values.push(agent, Math.max(from, end - MICROS_PER_DAY), end, perDay);
  }
  return { sql: days.join(' UNION ALL '), values, answer: each((row) => toTaskMetric(agent, row)) };
}

export const inflectionsOf = (agent: string, from: number): Question<readonly PerformanceInflection[]> => ({
  sql: `SELECT * FROM inflections WHERE agent = ? AND detected_at >= ?
    ORDER BY detected_at DESC, id DESC LIMIT ${INFLECTIONS}`,
  values: [agent, from],
  answer: each(toInflection),
});

export const knownDirections = (agent: string): Question<readonly KnownDirection[]> => ({
  sql: 'SELECT * FROM known_directions WHERE agent = ?',
  values: [agent],
  answer: each((row) => ({
    metricName: text(row, 'metric') as TrendMetricName,
    windowSize: text(row, 'window_size'),
    direction: text(row, 'direction') as TrendDirection,
  })),
});

export const taskStates = (taskIds: readonly string[]): Question<ReadonlyMap<string, TaskState>> => ({
  sql: `SELECT * FROM task_states WHERE task_id IN (${placesFor(taskIds)})`,
  values: taskIds,
  answer: (rows) => new Map(rows.map((row) => [text(row, 'task_id'), toTaskState(row)])),
});

const toTaskState = (row: SqlRow): TaskState => ({
  taskId: text(row, 'task_id'),
  traceId: text(row, 'trace_id'),
  status: text(row, 'status') as TaskStatus,
  closeReason: textOrNull(row, 'close_reason'),
  closedAt: numberOrNull(row, 'closed_at'),
  updatedAt: number(row, 'updated_at'),
});

export const taskEvents = (taskId: string): Question<readonly TaskEvent[]> => ({
  sql: `SELECT * FROM task_events WHERE task_id = ? ORDER BY id DESC LIMIT ${EVENTS_OF_TASK}`,
  values: [taskId],
  answer: each((row) => ({
    taskId: text(row, 'task_id'),
    traceId: text(row, 'trace_id'),
    kind: text(row, 'kind') as TaskEvent['kind'],
    value: text(row, 'value'),
    body: JSON.parse(text(row, 'body_json')) as TaskEvent['body'],
    recordedAt: number(row, 'recorded_at'),
  })),
});

function toTaskMetric(agent: string, row: SqlRow): TaskMetricRecord {
  const cost = numberOrNull(row, 'cost_usd');
  return {
    agentId: agent,
    taskId: text(row, 'trace_id'),
    completedAtMs: number(row, 'ended_at') / 1000,
    isSuccess: number(row, 'succeeded') === 1,
    durationMs: number(row, 'duration_ms'),
    tokensUsed: number(row, 'tokens'),
    cost,
    currency: cost === null ? null : 'USD',
    qualityScore: null,
    contributionScore: number(row, 'contribution_score'),
    blameShare: number(row, 'blame_share'),
  };
}

const toInflection = (row: SqlRow): PerformanceInflection => ({
  agentId: text(row, 'agent'),
  metricName: text(row, 'metric') as TrendMetricName,
  windowSize: text(row, 'window_size'),
  oldDirection: text(row, 'old_direction') as TrendDirection,
  newDirection: text(row, 'new_direction') as TrendDirection,
  slope: number(row, 'slope'),
  detectedAtMs: number(row, 'detected_at') / 1000,
});
