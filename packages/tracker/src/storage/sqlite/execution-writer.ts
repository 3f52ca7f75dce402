import type { ExecutionRow } from '../../execution-row.js';
import type { AgentHour, RolledUpExecution } from '../../performance/agent-hour.js';
import { agentHour, hourOf, mergeHours } from '../../performance/agent-hour.js';
import type { RunRecord } from '../../run-record.js';
import type { Columns } from './columns.js';
import { insertInto, valuesOf } from './columns.js';
import { toExecution } from './execution-reading.js';
import type { SqliteDatabase, SqliteValue } from './sqlite-database.js';

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

const COLUMNS: Columns<ExecutionRow> = [
  ['execution_id', (row) => row.executionId],
  ['trace_id', (row) => row.traceId],
  ['span_id', (row) => row.spanId],
  ['agent', (row) => row.agentName],
  ['method', (row) => row.method],
  ['conversation_id', (row) => row.conversationId],
  ['status', (row) => row.status],
  ['stage', (row) => row.currentStage],
  ['started_at', startedAtOf],
  ['hour', (row) => hourOf(startedAtOf(row))],
  ['duration_ms', (row) => row.durationMs],
  ['llm_model', (row) => row.llmModel],
  ['llm_calls', (row) => row.llmCalls],
  ['llm_request_json', (row) => json(row.llmRequest)],
  ['llm_response_json', (row) => json(row.llmResponse)],
  ['llm_tokens', (row) => (row.llmTokensUsed === null ? null : Math.round(row.llmTokensUsed))],
  ['llm_latency_ms', (row) => row.llmLatencyMs],
  ['response_valid', (row) => (row.responseValid === null ? null : Number(row.responseValid))],
  ['response_quality', (row) => row.responseQualityScore],
  ['response_errors_json', (row) => JSON.stringify(row.responseErrors)],
  ['response_warnings_json', (row) => JSON.stringify(row.responseWarnings)],
  ['response_metrics_json', (row) => json(row.responseMetrics)],
  ['error_type', (row) => row.errorType],
  ['error_message', (row) => row.errorMessage],
  ['relevance_score', (row) => row.relevanceScore],
  ['relevance_reason', (row) => row.relevanceReasoning],
  ['input', (row) => textOf(row.inputData)],
  ['output', (row) => textOf(row.outputData)],
  ['root_execution_id', (row) => row.rootExecutionId],
  ['parent_execution_id', (row) => row.parentExecutionId],
  ['depth', (row) => row.depth],
  ['sequence', (row) => row.sequence],
  ['call_reason', (row) => row.callReason],
  ['logs_json', (row) => JSON.stringify(row.logs)],
  ['span_count', (row) => row.spanCount],
];

function startedAtOf({ createdAtMs }: ExecutionRow): number {
  return Math.round(createdAtMs * 1000);
}

const textOf = (value: unknown): SqliteValue => (typeof value === 'string' ? value : null);

/** Writes what a run holds besides its verdict, and keeps the hours of its agents. Part of the writer's transaction. */
export interface ExecutionWriter {
  /** Keeps a run's executions and documents; those made of fewer spans than the stored ones are ignored. */
  write(run: RunRecord): void;
  /** Counts the hours of a run again: writing it failed, and how far it had come is not known. */
  distrust(run: RunRecord): void;
  /** Brings the hours up to date with what was written since. */
  flushHours(): void;
  /** Forgets what was not flushed: the transaction did not end well. */
  reset(): void;
  /** The hours of what is about to be deleted; `rebuild` brings them up to date afterwards. */
  hoursOf(traceIds: readonly string[]): readonly HourKey[];
  rebuild(hours: readonly HourKey[]): void;
}

export interface HourKey {
  readonly agent: string;
  readonly hour: number;
}

export function createExecutionWriter(database: SqliteDatabase): ExecutionWriter {
  const replaced = COLUMNS.filter(([column]) => column !== 'execution_id')
    .map(([column]) => `${column} = excluded.${column}`)
    .join(', ');
  const known = database.prepare('SELECT span_count, agent, hour FROM executions WHERE execution_id = ?');
  const insert = database.prepare(
    `${insertInto('executions', COLUMNS)} ON CONFLICT (execution_id) DO UPDATE SET ${replaced}`,
  );
  const document = database.prepare(`
    INSERT INTO trace_documents (trace_id, span_count, run_json, evidence_json) VALUES (?, ?, ?, ?)
    ON CONFLICT (trace_id) DO UPDATE SET span_count = excluded.span_count, run_json = excluded.run_json,
      evidence_json = excluded.evidence_json WHERE excluded.span_count >= trace_documents.span_count`);
  const readHour = database.prepare('SELECT hour_json FROM agent_hours WHERE agent = ? AND hour = ?');
  const writeHour = database.prepare(`INSERT INTO agent_hours (agent, hour, hour_json) VALUES (?, ?, ?)
    ON CONFLICT (agent, hour) DO UPDATE SET hour_json = excluded.hour_json`);
  const forgetHour = database.prepare('DELETE FROM agent_hours WHERE agent = ? AND hour = ?');
  const ofHour = database.prepare('SELECT * FROM executions WHERE agent = ? AND hour = ?');
  const ofTrace = database.prepare('SELECT DISTINCT agent, hour FROM executions WHERE trace_id = ?');

  let added = new Map<string, { readonly key: HourKey; readonly rows: RolledUpExecution[] }>();
  let stale = new Map<string, HourKey>();
  const idOf = ({ agent, hour }: HourKey): string => `${hour} ${agent}`;

  const rebuild = (keys: readonly HourKey[]): void => {
    for (const { agent, hour } of keys) {
      const executions = ofHour.all(agent, hour).map(toExecution);
      if (executions.length === 0) forgetHour.run(agent, hour);
      else writeHour.run(agent, hour, JSON.stringify(agentHour(agent, hour, executions)));
    }
  };
  const reset = (): void => {
    added = new Map();
    stale = new Map();
  };
  return {
    write({ trace, spans, executions, run, evidence }) {
      for (const row of executions) {
        const before = known.get(row.executionId);
        const key = { agent: row.agentName, hour: hourOf(startedAtOf(row)) };
        if (before !== undefined) {
          if (Number(before['span_count']) > row.spanCount) continue;
          // What was counted cannot be taken out of a sketch: such an hour is counted again from its executions.
          for (const one of [key, { agent: String(before['agent']), hour: Number(before['hour']) }])
            stale.set(idOf(one), one);
        } else {
          const hour = added.get(idOf(key));
          if (hour === undefined) added.set(idOf(key), { key, rows: [row] });
          else hour.rows.push(row);
        }
        insert.run(...valuesOf(COLUMNS, row));
      }
      document.run(trace.traceId, spans.length, JSON.stringify(run), JSON.stringify(evidence));
    },
    distrust({ executions }) {
      for (const row of executions) {
        const key = { agent: row.agentName, hour: hourOf(startedAtOf(row)) };
        if (Number.isFinite(key.hour)) stale.set(idOf(key), key);
      }
    },
    flushHours() {
      for (const [id, { key, rows }] of added) {
        if (stale.has(id)) continue;
        const stored = readHour.get(key.agent, key.hour)?.['hour_json'];
        const fresh = agentHour(key.agent, key.hour, rows);
        const before = typeof stored === 'string' ? [JSON.parse(stored) as AgentHour] : [];
        writeHour.run(key.agent, key.hour, JSON.stringify(mergeHours([...before, fresh])));
      }
      rebuild([...stale.values()]);
      reset();
    },
    reset,
    hoursOf: (traceIds) =>
      traceIds.flatMap((traceId) =>
        ofTrace.all(traceId).map((row) => ({ agent: String(row['agent']), hour: Number(row['hour']) })),
      ),
    rebuild: (keys) => rebuild([...new Map(keys.map((key) => [idOf(key), key])).values()]),
  };
}
