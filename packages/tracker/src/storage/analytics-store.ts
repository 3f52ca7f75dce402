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
import type { AgentHour } from '../performance/agent-hour.js';

/** What the analytics need of a storage backend, besides runs. Times are microseconds since the epoch. */
export interface AnalyticsStore {
  getExecution(executionId: string): Promise<ExecutionRow | undefined>;
  listExecutions(filter: ExecutionFilter, page: ExecutionPageRequest): Promise<ExecutionPage>;
  /** All executions of a trace, in order of start; empty when it is not known. */
  executionsOf(traceId: string): Promise<readonly ExecutionRow[]>;
  documentOf(traceId: string): Promise<TraceDocument | undefined>;
  /** The newest runs of a goal, or of all goals. */
  runsOfGoal(goalId: string | undefined, limit: number): Promise<readonly Run[]>;
  /** The hours of one agent, or of all, from the hour in which the window starts; by agent, then by time. */
  agentHours(window: { readonly from: number; readonly agent?: string }): Promise<readonly AgentHour[]>;
  /** How each of an agent's newest runs in the window went. */
  taskMetrics(agent: string, from: number, limit: number): Promise<readonly TaskMetricRecord[]>;
  /** Newest first. */
  inflectionsOf(agent: string, from: number): Promise<readonly PerformanceInflection[]>;
  knownDirections(agent: string): Promise<readonly KnownDirection[]>;
  saveInflections(agent: string, result: InflectionResult): Promise<void>;
  /** What was decided about a task after its runs; undefined when nobody did. */
  taskState(taskId: string): Promise<TaskState | undefined>;
  /** Validations and feedback, newest first, at most 100. */
  taskEvents(taskId: string): Promise<readonly TaskEvent[]>;
  /** Keeps the event and puts the task into this state, in one transaction. */
  saveTaskEvent(event: Omit<TaskEvent, 'recordedAt'>, state: Omit<TaskState, 'updatedAt'>): Promise<void>;
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
  /** Responses that were found valid, or invalid; `any` leaves out those that nobody judged. */
  readonly responseValid?: boolean | 'any';
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
