import type { CriterionVerdict, StepCredit } from '@agent-attribution/core';
import { stepCredits, successScore } from '@agent-attribution/core';
import type { StatedOutcome } from '@agent-attribution/semantic-conventions';
import { toJson } from '../content.js';
import type { CompletedAction } from './action.js';

/** What an action that is over was worth, and to which of its steps. */
export interface ActionScore {
  /** 0..1, see `successScore`. */
  readonly successScore: number;
  readonly criteriaVerdicts: readonly CriterionVerdict[];
  /** One for each step, in order; they sum to 1. */
  readonly stepCredits: readonly StepCredit[];
  /** Undefined when nothing tells. */
  readonly stated: StatedOutcome | undefined;
}

/** Words of a program for how its work ended. */
const STATED_BY_STATUS: Readonly<Record<string, StatedOutcome>> = {
  timeout: 'timeout',
  evicted: 'cancelled',
  cancelled: 'cancelled',
  canceled: 'cancelled',
  skipped: 'skipped',
  partial: 'partial',
  error: 'failure',
  failed: 'failure',
  failure: 'failure',
  ok: 'success',
  success: 'success',
  completed: 'success',
  done: 'success',
};

/** Ends that no measurement changes: the work did not get to its end. */
const UNFINISHED: ReadonlySet<StatedOutcome | undefined> = new Set<StatedOutcome | undefined>([
  'timeout',
  'cancelled',
  'skipped',
]);

export const scoreOf = (action: CompletedAction): ActionScore => {
  const { score, criteriaVerdicts } = successScore({
    expected: action.expectedOutcome,
    outcome: action.outcome,
    criteria: action.acceptanceCriteria,
    observations: action.observations.map(({ data = {} }) => ({ data })),
  });
  const isMeasured =
    Object.keys(action.expectedOutcome ?? {}).length > 0 ||
    criteriaVerdicts.some(({ verdict }) => verdict !== 'unevaluable');
  return {
    successScore: score,
    criteriaVerdicts,
    stepCredits: stepCredits(action.steps),
    stated: statedOutcome(action.outcome, isMeasured ? score : undefined),
  };
};

/** What was measured beats the status that the agent claims; an error or an end before the end beats both. */
const statedOutcome = (
  outcome: CompletedAction['outcome'],
  measured: number | undefined,
): StatedOutcome | undefined => {
  if (errorOf(outcome) !== undefined) return 'failure';
  const { status } = outcome;
  const claimed =
    typeof status === 'string' && Object.hasOwn(STATED_BY_STATUS, status.toLowerCase())
      ? STATED_BY_STATUS[status.toLowerCase()]
      : undefined;
  if (measured === undefined || UNFINISHED.has(claimed)) return claimed;
  if (measured >= 1) return 'success';
  return measured > 0 ? 'partial' : 'failure';
};

/** The error that an outcome states; undefined when it states none. */
export const errorOf = ({ status, error }: CompletedAction['outcome']): string | undefined => {
  if (isTruthy(error)) return typeof error === 'string' ? error : toJson(error);
  return status === 'error' ? 'error' : undefined;
};

/** As the score sees it: an empty list or object is no error either. */
const isTruthy = (value: unknown): boolean =>
  typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : Boolean(value);
