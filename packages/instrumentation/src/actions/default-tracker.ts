import type { Action, ActionOptions } from './action.js';
import type { ActionCompletedListener } from './action-completed.js';
import type { ActionStats } from './action-tracker.js';
import { ActionTracker } from './action-tracker.js';
import type { ExperienceSink } from './sinks/experience-sink.js';

/** The tracker of a program that needs no other: the verbs below, `recordStep` and `recordObservation` use it. */
export const defaultTracker: ActionTracker = new ActionTracker();

/**
 * Begins an action that outlives this call. See {@link ActionTracker.beginAction}.
 *
 * @example
 * const id = beginAction({ agentId: 'trainer', actionType: 'fit', acceptanceCriteria: ['accuracy >= 0.9'] });
 * recordStep(id, 'Chose the small model', { confidence: 0.7 });
 * recordObservation(id, 'external', { source: 'evaluator', data: { accuracy: 0.91 } });
 * completeAction(id, { status: 'ok' });
 */
export const beginAction = (options: ActionOptions): string => defaultTracker.beginAction(options);

/** Ends an action; false when its id is unknown or it is over. See {@link ActionTracker.completeAction}. */
export const completeAction = (actionId: string, outcome?: Readonly<Record<string, unknown>>): boolean =>
  defaultTracker.completeAction(actionId, outcome);

/** An open action as it stands; undefined when its id is unknown or it is over. */
export const getAction = (actionId: string): Action | undefined => defaultTracker.getAction(actionId);

export const getStats = (): ActionStats => defaultTracker.getStats();

/** Completes actions past their time as timed out; a timer does so too. Returns how many there were. */
export const cleanupExpired = (): number => defaultTracker.cleanupExpired();

/**
 * Tells a listener of every action that is over (topic `agent.action.completed`). Returns how to stop that.
 *
 * @example const stop = onActionCompleted(({ payload }) => events.emit('done', payload));
 */
export const onActionCompleted = (listener: ActionCompletedListener): (() => void) =>
  defaultTracker.onActionCompleted(listener);

/** Gives every action that is over to a sink, unless it was idle. Returns how to stop that. */
export const addExperienceSink = (sink: ExperienceSink): (() => void) => defaultTracker.addSink(sink);
