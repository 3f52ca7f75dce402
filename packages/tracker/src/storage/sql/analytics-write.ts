import type { InflectionResult } from '@agent-attribution/core';
import type { TaskEvent, TaskState } from '../analytics-store.js';
import type { SqlValue } from './columns.js';

/** What is kept besides runs: small, and one transaction each. */
export type AnalyticsWrite =
  | { readonly kind: 'inflections'; readonly agent: string; readonly result: InflectionResult }
  | {
      readonly kind: 'task_event';
      readonly event: Omit<TaskEvent, 'recordedAt'>;
      readonly state: Omit<TaskState, 'updatedAt'>;
    };

/** SQL with `?` for each value. */
export interface Command {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** The commands of one transaction. */
export function commandsOf(write: AnalyticsWrite, nowMicros: number): readonly Command[] {
  return write.kind === 'inflections'
    ? inflectionCommands(write.agent, write.result)
    : taskEventCommands(write.event, write.state, nowMicros);
}

function inflectionCommands(agent: string, { known, inflections }: InflectionResult): readonly Command[] {
  return [
    ...known.map((one) => ({
      sql: `INSERT INTO known_directions (agent, metric, window_size, direction) VALUES (?, ?, ?, ?)
        ON CONFLICT (agent, metric, window_size) DO UPDATE SET direction = excluded.direction`,
      values: [agent, one.metricName, one.windowSize, one.direction],
    })),
    ...inflections.map((one) => ({
      sql: `INSERT INTO inflections (agent, metric, window_size, old_direction, new_direction, slope, detected_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)`,
      values: [
        agent,
        one.metricName,
        one.windowSize,
        one.oldDirection,
        one.newDirection,
        one.slope,
        Math.round(one.detectedAtMs * 1000),
      ],
    })),
  ];
}

function taskEventCommands(
  { taskId, traceId, kind, value, body }: Omit<TaskEvent, 'recordedAt'>,
  state: Omit<TaskState, 'updatedAt'>,
  nowMicros: number,
): readonly Command[] {
  return [
    {
      sql: `INSERT INTO task_events (task_id, trace_id, kind, value, body_json, recorded_at)
        VALUES (?, ?, ?, ?, ?, ?)`,
      values: [taskId, traceId, kind, value, JSON.stringify(body), nowMicros],
    },
    {
      sql: `INSERT INTO task_states (task_id, trace_id, status, close_reason, closed_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (task_id) DO UPDATE SET trace_id = excluded.trace_id,
        status = excluded.status, close_reason = excluded.close_reason, closed_at = excluded.closed_at,
        updated_at = excluded.updated_at`,
      values: [taskId, state.traceId, state.status, state.closeReason, state.closedAt, nowMicros],
    },
  ];
}
