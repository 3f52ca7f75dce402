import type { ValidationStatus } from '@agent-attribution/semantic-conventions';

export const TASK_STATUSES = [
  'open',
  'running',
  'validating',
  'awaiting_feedback',
  'needs_review',
  'needs_revision',
  'failed',
  'closed',
  'abandoned',
] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

export interface TaskTransition {
  readonly status: TaskStatus;
  /** Present when the transition closes the task; the caller stamps the time. */
  readonly closeReason?: string;
}

export interface AttemptFacts {
  /** No further attempt follows; see `isFinalAttempt`. */
  readonly finalAttempt: boolean;
  /** There is an answer that a person can judge; see `isUsableAnswer`. */
  readonly usableAnswer: boolean;
}

const MAX_ATTEMPTS = 2;
const REJECTED_REASON = 'automatic validation rejected the final attempt';
const TOOL_LIMIT_SENTENCE = 'Tool loop stopped after reaching the configured iteration limit.';

/** First row that fits. `undefined` fits anything. */
const TRANSITIONS: readonly {
  readonly validation: ValidationStatus;
  readonly finalAttempt?: boolean;
  readonly usableAnswer?: boolean;
  readonly to: TaskTransition;
}[] = [
  { validation: 'accepted', to: { status: 'awaiting_feedback' } },
  { validation: 'insufficient_evidence', to: { status: 'needs_review' } },
  { validation: 'validator_error', to: { status: 'needs_review' } },
  { validation: 'rejected', finalAttempt: false, to: { status: 'needs_revision' } },
  // A person has the last word on an answer that was shown.
  { validation: 'rejected', usableAnswer: true, to: { status: 'needs_review' } },
  { validation: 'rejected', to: { status: 'failed', closeReason: REJECTED_REASON } },
];

/**
 * Where a task goes when an attempt was validated. A task that is over stays as it is: a verdict that comes late does
 * not open it again.
 */
export function nextTaskStatus(
  current: TaskStatus,
  validation: ValidationStatus,
  { finalAttempt, usableAnswer }: AttemptFacts,
): TaskTransition {
  if (!taskFlags(current).isOpen) return { status: current };
  const row = TRANSITIONS.find(
    (transition) =>
      transition.validation === validation &&
      (transition.finalAttempt ?? finalAttempt) === finalAttempt &&
      (transition.usableAnswer ?? usableAnswer) === usableAnswer,
  );
  return row?.to ?? { status: current };
}

export type TaskFeedback = 'satisfied' | 'revise' | 'abandon';

const FEEDBACK_TRANSITIONS: Readonly<Record<TaskFeedback, TaskTransition>> = {
  satisfied: { status: 'closed', closeReason: 'the user is satisfied' },
  revise: { status: 'needs_revision' },
  abandon: { status: 'abandoned', closeReason: 'the user abandoned the task' },
};

/** Where a task goes when a person gave feedback; a task that is over stays as it is. */
export function taskStatusAfterFeedback(current: TaskStatus, feedback: TaskFeedback): TaskTransition {
  return taskFlags(current).isOpen ? FEEDBACK_TRANSITIONS[feedback] : { status: current };
}

/** An attempt is final when it is the last that is allowed, or when its validation leaves nothing to retry. */
export function isFinalAttempt(attempt: number, validation: ValidationStatus): boolean {
  return attempt >= MAX_ATTEMPTS || validation !== 'rejected';
}

/** Whether an output is an answer: not blank, and not the notice that the tool loop was cut off. */
export function isUsableAnswer(text: string): boolean {
  return text.trim() !== '' && !text.includes(TOOL_LIMIT_SENTENCE);
}

export interface TaskFlags {
  readonly isOpen: boolean;
  readonly isExecutionActive: boolean;
  /** A person has to act; no scheduler may resume the task. */
  readonly requiresUserAction: boolean;
}

const EXECUTION_ACTIVE: ReadonlySet<TaskStatus> = new Set<TaskStatus>(['running', 'validating']);
const USER_ACTION: ReadonlySet<TaskStatus> = new Set<TaskStatus>([
  'awaiting_feedback',
  'needs_review',
  'needs_revision',
]);
const OVER: ReadonlySet<TaskStatus> = new Set<TaskStatus>(['failed', 'closed', 'abandoned']);

/** What a status means for those who wait, run or watch. */
export function taskFlags(status: TaskStatus): TaskFlags {
  return {
    isOpen: !OVER.has(status),
    isExecutionActive: EXECUTION_ACTIVE.has(status),
    requiresUserAction: USER_ACTION.has(status),
  };
}
