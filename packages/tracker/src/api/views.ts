import type { AttributionReport, TaskFlags } from '@agent-attribution/core';
import { taskFlags } from '@agent-attribution/core';
import type { SpanRow } from '../run-record.js';
import type { TaskEvent, TaskState } from '../storage/analytics-store.js';
import type { AgentLedger, RunRevision, StoredRun, StoredRunSummary } from '../storage/tracker-store.js';
import { effectiveTaskStatus } from '../task-status.js';

/** What the API says of a run in a list. Times are ISO 8601 in UTC. */
export interface TraceView {
  readonly traceId: string;
  readonly name: string;
  readonly serviceName: string | null;
  readonly taskId: string | null;
  readonly goalId: string | null;
  readonly conversationId: string | null;
  readonly status: string;
  readonly outcome: string;
  readonly verdict: string;
  readonly summary: string;
  readonly rootCause: {
    readonly agent: string;
    readonly spanId: string | null;
    readonly nodeType: string | null;
    readonly failureCategory: string | null;
    readonly failureAttribution: string | null;
    readonly confidence: number | null;
  } | null;
  readonly agents: readonly string[];
  readonly startedAt: string;
  readonly endedAt: string;
  readonly durationMs: number;
  readonly tokens: number;
  readonly costUsd: number | null;
  readonly spanCount: number;
  readonly errorCount: number;
  readonly revision: number;
  readonly completion: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export function traceView(run: StoredRunSummary): TraceView {
  return {
    traceId: run.traceId,
    name: run.name,
    serviceName: run.serviceName,
    taskId: run.taskId,
    goalId: run.goalId,
    conversationId: run.conversationId,
    status: run.status,
    outcome: run.outcome,
    verdict: run.verdict,
    summary: run.summary,
    rootCause:
      run.rootCauseAgent === null
        ? null
        : {
            agent: run.rootCauseAgent,
            spanId: run.rootCauseSpanId,
            nodeType: run.rootCauseNodeType,
            failureCategory: run.rootCauseCategory,
            failureAttribution: run.rootCauseClass,
            confidence: run.confidence,
          },
    agents: run.agents,
    startedAt: isoTime(run.startedAt),
    endedAt: isoTime(run.endedAt),
    durationMs: run.durationMs,
    tokens: run.totalTokens,
    costUsd: run.costUsd,
    spanCount: run.spanCount,
    errorCount: run.errorCount,
    revision: run.revision,
    completion: run.completion,
    createdAt: isoTime(run.createdAt),
    updatedAt: isoTime(run.updatedAt),
  };
}

export interface RevisionView extends Omit<RunRevision, 'keptAt'> {
  readonly keptAt: string;
}

export const revisionView = (one: RunRevision): RevisionView => ({
  revision: one.revision,
  completion: one.completion,
  outcome: one.outcome,
  verdict: one.verdict,
  summary: one.summary,
  keptAt: isoTime(one.keptAt),
});

export interface TaskView extends TaskFlags {
  readonly id: string;
  readonly status: string;
  readonly title: string;
  readonly goalId: string | null;
  readonly conversationId: string | null;
  /** The run that the attribution is about: the newest of the task. */
  readonly traceId: string;
  /** Runs of the task, newest first, at most 50. */
  readonly traceIds: readonly string[];
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly metadata: { readonly attribution: AttributionReport };
  /** Why and when the task was closed; null while it is open, and when its run closed it. */
  readonly closeReason: string | null;
  readonly closedAt: string | null;
  /** Validations and feedback, newest first. */
  readonly history: readonly (Omit<TaskEvent, 'taskId' | 'recordedAt'> & { readonly recordedAt: string })[];
}

export interface TaskRecord {
  readonly state: TaskState | undefined;
  readonly history: readonly TaskEvent[];
}

export function taskView(
  run: StoredRun,
  traceIds: readonly string[],
  { state, history }: TaskRecord,
): TaskView {
  const status = effectiveTaskStatus(run, state);
  const isDecided = status === state?.status;
  return {
    id: run.taskId ?? run.traceId,
    status,
    ...taskFlags(status),
    title: run.name,
    goalId: run.goalId,
    conversationId: run.conversationId,
    traceId: run.traceId,
    traceIds,
    createdAt: isoTime(run.createdAt),
    updatedAt: isoTime(run.updatedAt),
    metadata: { attribution: run.report },
    closeReason: isDecided ? (state?.closeReason ?? null) : null,
    closedAt: isDecided && state?.closedAt != null ? isoTime(state.closedAt) : null,
    history: history.map(({ taskId: _taskId, recordedAt, ...rest }) => ({
      ...rest,
      recordedAt: isoTime(recordedAt),
    })),
  };
}

export interface SpanJson extends Omit<SpanRow, 'startedAt' | 'endedAt' | 'attributes'> {
  readonly startedAt: string;
  readonly endedAt: string;
  readonly durationMs: number;
  readonly attributes: unknown;
}

export function spanView({ startedAt, endedAt, attributes, ...rest }: SpanRow): SpanJson {
  return {
    ...rest,
    startedAt: isoTime(startedAt),
    endedAt: isoTime(endedAt),
    durationMs: (endedAt - startedAt) / 1000,
    attributes: JSON.parse(attributes),
  };
}

/** A span as a list shows it; what was cut off is still told. */
export const withoutAttributes = (span: SpanRow): SpanRow => ({ ...span, attributes: '{}' });

export interface AgentView extends Omit<AgentLedger, 'lastSeenAt'> {
  readonly lastSeenAt: string;
}

export function agentView({ lastSeenAt, ...rest }: AgentLedger): AgentView {
  return { ...rest, lastSeenAt: isoTime(lastSeenAt) };
}

/** ISO 8601 of microseconds since the epoch. A time no calendar has is the epoch: a wrong clock must not hide a run. */
export function isoTime(micros: number): string {
  const date = new Date(micros / 1000);
  return Number.isNaN(date.getTime()) ? new Date(0).toISOString() : date.toISOString();
}
