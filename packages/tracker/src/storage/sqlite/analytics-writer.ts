import type { InflectionResult } from '@agent-attribution/core';
import type { TaskEvent, TaskState } from '../analytics-store.js';
import type { SqliteDatabase } from './sqlite-database.js';

/** What is kept besides runs: small, and one transaction each. */
export type AnalyticsWrite =
  | { readonly kind: 'inflections'; readonly agent: string; readonly result: InflectionResult }
  | {
      readonly kind: 'task_event';
      readonly event: Omit<TaskEvent, 'recordedAt'>;
      readonly state: Omit<TaskState, 'updatedAt'>;
    };

export function writeAnalytics(database: SqliteDatabase, write: AnalyticsWrite, nowMicros: number): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    if (write.kind === 'inflections') writeInflections(database, write.agent, write.result);
    else writeTaskEvent(database, write.event, write.state, nowMicros);
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

function writeInflections(
  database: SqliteDatabase,
  agent: string,
  { known, inflections }: InflectionResult,
): void {
  const direction = database.prepare(`INSERT INTO known_directions (agent, metric, window_size, direction)
    VALUES (?, ?, ?, ?) ON CONFLICT (agent, metric, window_size) DO UPDATE SET direction = excluded.direction`);
  for (const one of known) direction.run(agent, one.metricName, one.windowSize, one.direction);
  const inflection = database.prepare(`INSERT INTO inflections
    (agent, metric, window_size, old_direction, new_direction, slope, detected_at) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  for (const one of inflections) {
    const detectedAt = Math.round(one.detectedAtMs * 1000);
    inflection.run(
      agent,
      one.metricName,
      one.windowSize,
      one.oldDirection,
      one.newDirection,
      one.slope,
      detectedAt,
    );
  }
}

function writeTaskEvent(
  database: SqliteDatabase,
  { taskId, traceId, kind, value, body }: Omit<TaskEvent, 'recordedAt'>,
  state: Omit<TaskState, 'updatedAt'>,
  nowMicros: number,
): void {
  database
    .prepare(
      'INSERT INTO task_events (task_id, trace_id, kind, value, body_json, recorded_at) VALUES (?, ?, ?, ?, ?, ?)',
    )
    .run(taskId, traceId, kind, value, JSON.stringify(body), nowMicros);
  database
    .prepare(`INSERT INTO task_states (task_id, trace_id, status, close_reason, closed_at, updated_at)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (task_id) DO UPDATE SET trace_id = excluded.trace_id, status = excluded.status,
        close_reason = excluded.close_reason, closed_at = excluded.closed_at, updated_at = excluded.updated_at`)
    .run(taskId, state.traceId, state.status, state.closeReason, state.closedAt, nowMicros);
}
