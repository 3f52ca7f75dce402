import type { ExecutionStatus } from '@agent-attribution/core';
import type { ExecutionRow } from '../../execution-row.js';
import { hourOf } from '../../performance/agent-period.js';
import type { ExecutionFilter, ExecutionPage, ExecutionPageRequest } from '../analytics-store.js';
import { OF_TRACE, troubleOf } from './execution-columns.js';
import { toExecution } from './execution-reading.js';
import { Conditions, each, first, placesFor } from './question.js';
import type { Question } from './question.js';

export const executionOf = (id: string): Question<ExecutionRow | undefined> => ({
  sql: 'SELECT * FROM executions WHERE execution_id = ?',
  values: [id],
  answer: first(toExecution),
});

export const executionsOfTrace = (traceId: string): Question<readonly ExecutionRow[]> => ({
  sql: `SELECT * FROM executions WHERE ${OF_TRACE} ORDER BY started_at, execution_id`,
  values: [traceId, traceId],
  answer: each(toExecution),
});

export function pageOfExecutions(
  filter: ExecutionFilter,
  page: ExecutionPageRequest,
): Question<ExecutionPage> {
  const { order = 'newest', limit, after } = page;
  if (order !== 'newest') return extremes(filter, EXTREMES[order], limit);
  const conditions = conditionsOf(filter);
  if (after !== undefined)
    conditions.add('(started_at, execution_id) < (?, ?)', after.startedAt, after.executionId);
  return {
    sql: `SELECT * FROM executions ${conditions.where} ORDER BY started_at DESC, execution_id DESC LIMIT ?`,
    values: [...conditions.values, limit + 1],
    answer(rows) {
      const executions = rows.slice(0, limit).map(toExecution);
      const last = executions.at(-1);
      const hasNext = rows.length > limit && last !== undefined;
      const next = hasNext
        ? { startedAt: Math.round(last.createdAtMs * 1000), executionId: last.executionId }
        : undefined;
      return { executions, next };
    },
  };
}

interface Extreme {
  readonly column: 'duration_ms' | 'response_quality';
  readonly best: 'max' | 'min';
  readonly order: 'DESC' | 'ASC';
  /** How a value compares that ranks as high as another, or higher. */
  readonly reaches: '>=' | '<=';
}

const EXTREMES = {
  slowest: { column: 'duration_ms', best: 'max', order: 'DESC', reaches: '>=' },
  worst: { column: 'response_quality', best: 'min', order: 'ASC', reaches: '<=' },
} as const satisfies Record<string, Extreme>;

/**
 * The executions that rank highest in a window. No index is in the order of a rank and of time at once, so the hours
 * are ranked by their own highest first, one look into an index each. The `limit` hours that rank highest hold the
 * answer: every other hour's best is beaten by the best of each of them. The first hour may begin before the window:
 * its best counts for nothing, but its executions are looked at.
 */
function extremes(
  filter: ExecutionFilter,
  { column, best, order, reaches }: Extreme,
  limit: number,
): Question<ExecutionPage> {
  const { from = 0, agent } = filter;
  const firstHour = hourOf(from);
  const ofAgent = agent === undefined ? '' : 'AND p.agent = ?';
  const agentValues = agent === undefined ? [] : [agent];
  const conditions = conditionsOf(filter, 'e.');
  return {
    sql: `WITH peaks AS (
        SELECT p.agent, p.start AS hour,
          (SELECT ${best}(e.${column}) FROM executions e WHERE e.agent = p.agent AND e.hour = p.start
            AND e.${column} IS NOT NULL) AS peak
        FROM agent_periods p WHERE p.hours = 1 AND p.start >= ? ${ofAgent}
      ), highest AS (
        SELECT agent, hour, peak FROM peaks WHERE peak IS NOT NULL AND hour > ?
        ORDER BY peak ${order}, hour DESC LIMIT ?
      ), places AS (
        SELECT agent, hour FROM highest UNION SELECT agent, hour FROM peaks WHERE hour = ?
      ), bar AS (
        SELECT CASE WHEN count(*) >= ? THEN ${best === 'max' ? 'min' : 'max'}(peak) END AS value FROM highest
      )
      SELECT e.* FROM places JOIN executions e ON e.agent = places.agent AND e.hour = places.hour
        AND e.${column} ${reaches} coalesce((SELECT value FROM bar), ?)
      ${conditions.where}
      ORDER BY e.${column} ${order}, e.started_at DESC, e.execution_id LIMIT ?`,
    values: [
      firstHour,
      ...agentValues,
      firstHour,
      limit,
      firstHour,
      limit,
      best === 'max' ? 0 : 1e9,
      ...conditions.values,
      limit,
    ],
    answer: (rows) => ({ executions: rows.map(toExecution), next: undefined }),
  };
}

function conditionsOf(filter: ExecutionFilter, of = ''): Conditions {
  const { agent, conversationId, statuses, from, minDurationMs, qualityBelow, responseValid } = filter;
  const conditions = new Conditions();
  if (agent !== undefined) conditions.add(`${of}agent = ?`, agent);
  if (conversationId !== undefined) conditions.add(`${of}conversation_id = ?`, conversationId);
  if (statuses !== undefined) addStatuses(conditions, of, statuses);
  if (from !== undefined) conditions.add(`${of}started_at >= ?`, from);
  if (minDurationMs !== undefined) conditions.add(`${of}duration_ms >= ?`, minDurationMs);
  if (qualityBelow !== undefined) conditions.add(`${of}response_quality < ?`, qualityBelow);
  // Not bound: the index of invalid responses holds no others.
  if (responseValid !== undefined) conditions.add(`${of}response_valid = ${responseValid ? 1 : 0}`);
  return conditions;
}

/** Statuses of one kind of trouble are found by it: there are few of them among many that succeeded. */
function addStatuses(conditions: Conditions, of: string, statuses: readonly ExecutionStatus[]): void {
  const troubles = new Set(statuses.map(troubleOf));
  const [trouble] = troubles;
  if (troubles.size === 1 && trouble !== undefined && trouble !== null)
    conditions.add(`${of}trouble = ?`, trouble);
  conditions.add(`${of}status IN (${placesFor(statuses)})`, ...statuses);
}
