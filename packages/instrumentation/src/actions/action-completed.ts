import type { CompletedAction } from './action.js';
import { durationSecondsOf } from './action.js';
import type { ActionScore } from './action-score.js';

export const ACTION_COMPLETED_TOPIC = 'agent.action.completed';

/** Told when an action is over, however it ended. */
export interface ActionCompletedEvent {
  readonly topic: typeof ACTION_COMPLETED_TOPIC;
  readonly payload: ActionCompleted;
}

export interface ActionCompleted {
  readonly actionId: string;
  readonly agentId: string;
  readonly actionType: string;
  readonly goalId: string | null;
  /** To two decimals. */
  readonly durationSeconds: number;
  readonly stepCount: number;
  /** 0..1 */
  readonly successScore: number;
}

/** A listener may be asynchronous; nobody waits for it, and what it throws is logged. */
export type ActionCompletedListener = (event: ActionCompletedEvent) => void | Promise<void>;

export const completedEventOf = (action: CompletedAction, score: ActionScore): ActionCompletedEvent => ({
  topic: ACTION_COMPLETED_TOPIC,
  payload: {
    actionId: action.actionId,
    agentId: action.agentId,
    actionType: action.actionType,
    goalId: action.goalId ?? null,
    durationSeconds: durationSecondsOf(action),
    stepCount: action.steps.length,
    successScore: score.successScore,
  },
});
