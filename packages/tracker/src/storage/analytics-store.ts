import type {
  ExecutionStatus,
  InflectionResult,
  KnownDirection,
  PerformanceInflection,
  Run,
  TaskEvidencePacket,
  TaskMetricRecord,
  TaskStatus,
} from '@agent-attribution/core';
import type { ExecutionRow } from '../execution-row.js';
import type { AgentWindow } from './tracker-store.js';
import type { AgentPeriod } from '../performance/agent-period.js';

/** What the analytics need of a storage backend, besides runs. Times are microseconds since the epoch. */
export interface AnalyticsStore {
  getExecution(executionId: string): Promise<ExecutionRow | undefined>;
  listExecutions(filter: ExecutionFilter, page: ExecutionPageRequest): Promise<ExecutionPage>;
  /** All executions of a trace, in order of start; empty when it is not known. */
  executionsOf(traceId: string): Promise<readonly ExecutionRow[]>;
  documentOf(traceId: string): Promise<TraceDocument | undefined>;
  /** The newest runs of a goal, or of all goals. */
  runsOfGoal(goalId: string | undefined, limit: number): Promise<readonly Run[]>;
  /**
   * What one agent did, or all, from the hour in which the window starts: hours up to the first whole day, then days; by
   * agent, then by time.
   */
  agentPeriods(window: AgentPeriodWindow): Promise<readonly AgentPeriod[]>;
  /** How each of an agent's runs in the window went, of each day the newest. */
  taskMetrics(agent: string, window: TaskMetricWindow): Promise<readonly TaskMetricRecord[]>;
  /** Newest first. */
  inflectionsOf(agent: string, from: number): Promise<readonly PerformanceInflection[]>;
  knownDirections(agent: string): Promise<readonly KnownDirection[]>;
  saveInflections(agent: string, result: InflectionResult): Promise<void>;
  /** What was decided about a task after its runs; undefined when nobody did. */
  taskState(taskId: string): Promise<TaskState | undefined>;
  /** The same of many tasks, by task; those of which nothing was decided are left out. */
  taskStates(taskIds: readonly string[]): Promise<ReadonlyMap<string, TaskState>>;
  /** Validations and feedback, newest first, at most 100. */
  taskEvents(taskId: string): Promise<readonly TaskEvent[]>;
  /** Keeps the event and puts the task into this state, in one transaction. */
  saveTaskEvent(event: Omit<TaskEvent, 'recordedAt'>, state: Omit<TaskState, 'updatedAt'>): Promise<void>;
}

export interface AgentPeriodWindow extends AgentWindow {
  /** `hour`: hours throughout. Default `day`. */
  readonly detail?: 'hour' | 'day';
}

export interface TaskMetricWindow {
  /** Started at or after, and before. */
  readonly from: number;
  readonly to: number;
  /** Of each day, counted back from the end, as many runs at most. */
  readonly perDay: number;
}

export interface TraceDocument {
  readonly run: Run;
  readonly evidence: TaskEvidencePacket;
}

export interface ExecutionFilter {
  readonly agent?: string;
  readonly conversationId?: string;
  /** Any of these. */
  readonly statuses?: readonly ExecutionStatus[];
  /** Started at or after. */
  readonly from?: number;
  /** Took at least so long. */
  readonly minDurationMs?: number;
  /** Scored below, exclusive; responses without a score are left out. */
  readonly qualityBelow?: number;
  /** Responses that were found valid, or invalid; those that nobody judged are left out. */
  readonly responseValid?: boolean;
}

export interface ExecutionPageRequest {
  readonly limit: number;
  /** Default `newest`. Only the newest first can be paged through. */
  readonly order?: 'newest' | 'slowest' | 'worst';
  readonly after?: ExecutionCursor;
}

export interface ExecutionCursor {
  readonly startedAt: number;
  readonly executionId: string;
}

export interface ExecutionPage {
  readonly executions: readonly ExecutionRow[];
  /** Undefined on the last page, and for orders that cannot be paged through. */
  readonly next: ExecutionCursor | undefined;
}

/** Where a task stands after a validation or feedback. */
export interface TaskState {
  readonly taskId: string;
  /** The run it was about; a newer run may move an open task on. */
  readonly traceId: string;
  readonly status: TaskStatus;
  readonly closeReason: string | null;
  readonly closedAt: number | null;
  readonly updatedAt: number;
}

export interface TaskEvent {
  readonly taskId: string;
  readonly traceId: string;
  readonly kind: 'validation' | 'feedback';
  /** The validation's status, or the feedback. */
  readonly value: string;
  /** What was sent with it, and what it was based on. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly recordedAt: number;
}
