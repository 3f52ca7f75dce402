import { nextTaskStatus, taskFlags } from '@agent-attribution/core';
import type { TaskStatus } from '@agent-attribution/core';
import type { RunOutcome, RunStatus, ValidationStatus } from '@agent-attribution/semantic-conventions';
import { VALIDATION_STATUSES } from '@agent-attribution/semantic-conventions';

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

/** A trace does not tell how many attempts follow, nor whether a person could use the answer. */
const ANY_ATTEMPT = { finalAttempt: false, usableAnswer: true } as const;

export interface RunEnd {
  readonly status: RunStatus;
  readonly outcome: RunOutcome;
  /** What the last validation of the run said; undefined when none ran. */
  readonly validation: ValidationStatus | undefined;
}

/** The task's status after a run: the last validation decides over a run that came to an end, else that end does. */
export function taskStatusAfter({ status, outcome, validation }: RunEnd): TaskStatus {
  if (validation !== undefined && status !== 'running' && status !== 'cancelled') {
    return nextTaskStatus('validating', validation, ANY_ATTEMPT).status;
  }
  return status === 'completed' ? BY_OUTCOME[outcome] : BY_RUN_STATUS[status];
}

const VALIDATIONS: ReadonlySet<unknown> = new Set(VALIDATION_STATUSES);

export function isValidationStatus(value: unknown): value is ValidationStatus {
  return VALIDATIONS.has(value);
}

/**
 * Where a task stands: what was decided about it after a run stands above what the run led to. It ends with a newer run
 * of an open task, but for `needs_review`: that waits for a person, whatever else is run in the meantime.
 */
export function effectiveTaskStatus(
  run: { readonly traceId: string; readonly taskStatus: TaskStatus },
  decided: { readonly traceId: string; readonly status: TaskStatus } | undefined,
): TaskStatus {
  if (decided === undefined) return run.taskStatus;
  const stands =
    decided.traceId === run.traceId || decided.status === 'needs_review' || !taskFlags(decided.status).isOpen;
  return stands ? decided.status : run.taskStatus;
}
