import type { ObservationRecord, StepRecord } from '../step-record.js';

type PlainObject = Readonly<Record<string, unknown>>;

export interface ActionOptions {
  /** Name of the agent that acts. */
  readonly agentId: string;
  /** What kind of work this is; one of few words, for it names the span. */
  readonly actionType: string;
  readonly goalId?: string | undefined;
  /** What the action should yield, by key: compared with observations, then with the outcome. */
  readonly expectedOutcome?: PlainObject | undefined;
  /** `score >= 0.8`, `all_done`, objects, or free text; see `parseCriterion` of the engine. */
  readonly acceptanceCriteria?: readonly unknown[] | undefined;
  /** The action that caused this one. */
  readonly parentActionId?: string | undefined;
}

export interface ActionStep extends StepRecord {
  /** Milliseconds since the epoch. */
  readonly timestampMs: number;
}

export interface ActionObservation extends ObservationRecord {
  /** Milliseconds since the epoch. */
  readonly timestampMs: number;
}

/** An action as it stands. */
export interface Action extends ActionOptions {
  readonly actionId: string;
  /** Milliseconds since the epoch. */
  readonly startedAtMs: number;
  /** What the agent says it did, in order. */
  readonly steps: readonly ActionStep[];
  /** What the world reported, in order. */
  readonly observations: readonly ActionObservation[];
}

/** An action that is over. */
export interface CompletedAction extends Action {
  /** Milliseconds since the epoch. */
  readonly completedAtMs: number;
  /** As the agent gave it, or `{ status: 'timeout' }`, `{ status: 'evicted', reason: 'max_open_actions' }`. */
  readonly outcome: PlainObject;
}

/**
 * An action that nobody asked for and in which nothing happened: the tick of an idle daemon. It is told to listeners and
 * counted, but not submitted: such ticks would bury everything else.
 */
export const isIdle = ({ goalId, parentActionId, steps, observations }: Action): boolean =>
  goalId === undefined && parentActionId === undefined && steps.length === 0 && observations.length === 0;

export const durationSecondsOf = ({ startedAtMs, completedAtMs }: CompletedAction): number =>
  Math.round(Math.max(0, completedAtMs - startedAtMs) / 10) / 100;
