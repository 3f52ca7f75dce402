import type { RunOutcome, RunStatus, ValidationStatus } from '@agent-attribution/semantic-conventions';
import { VALIDATION_STATUSES } from '@agent-attribution/semantic-conventions';

/** Where the work of a task stands, from the point of view of the person who asked for it. */
export type TaskStatus =
  | 'open'
  | 'running'
  | 'validating'
  | 'awaiting_feedback'
  | 'needs_review'
  | 'needs_revision'
  | 'failed'
  | 'closed'
  | 'abandoned';

/** What a run leads to when nothing validated it; a completed one is judged by its outcome. */
const BY_RUN_STATUS: Readonly<Record<Exclude<RunStatus, 'completed'>, TaskStatus>> = {
  running: 'running',
  failed: 'failed',
  stuck: 'needs_review',
  cancelled: 'abandoned',
};

const BY_OUTCOME: Readonly<Record<RunOutcome, TaskStatus>> = {
  success: 'awaiting_feedback',
  partial: 'needs_review',
  unknown: 'needs_review',
  failure: 'needs_revision',
};

const BY_VALIDATION: Readonly<Record<ValidationStatus, TaskStatus>> = {
  accepted: 'awaiting_feedback',
  insufficient_evidence: 'needs_review',
  validator_error: 'needs_review',
  rejected: 'needs_revision',
};

export interface RunEnd {
  readonly status: RunStatus;
  readonly outcome: RunOutcome;
  /** What the last validation of the run said; undefined when none ran. */
  readonly validation: ValidationStatus | undefined;
}

/** The task's status after a run: the last validation decides over a run that came to an end, else that end does. */
export function taskStatusAfter({ status, outcome, validation }: RunEnd): TaskStatus {
  if (validation !== undefined && status !== 'running' && status !== 'cancelled') {
    return BY_VALIDATION[validation];
  }
  return status === 'completed' ? BY_OUTCOME[outcome] : BY_RUN_STATUS[status];
}

const EXECUTING: ReadonlySet<string> = new Set<TaskStatus>(['running', 'validating']);
const NEEDS_USER: ReadonlySet<string> = new Set<TaskStatus>([
  'awaiting_feedback',
  'needs_review',
  'needs_revision',
]);
const TERMINAL: ReadonlySet<string> = new Set<TaskStatus>(['failed', 'closed', 'abandoned']);

export interface TaskFlags {
  readonly isOpen: boolean;
  readonly isExecutionActive: boolean;
  readonly requiresUserAction: boolean;
}

export function taskFlags(status: string): TaskFlags {
  return {
    isOpen: !TERMINAL.has(status),
    isExecutionActive: EXECUTING.has(status),
    requiresUserAction: NEEDS_USER.has(status),
  };
}

const VALIDATIONS: ReadonlySet<unknown> = new Set(VALIDATION_STATUSES);

export function isValidationStatus(value: unknown): value is ValidationStatus {
  return VALIDATIONS.has(value);
}
