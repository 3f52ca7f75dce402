import type { Span, Tracer } from '@opentelemetry/api';
import { context, trace } from '@opentelemetry/api';
import { activeTracer, isActivated } from '../activation.js';
import { FailureLog, bestEffort } from '../best-effort.js';
import { openNode } from '../run-node.js';
import type { Schedule } from '../schedule.js';
import { unrefTimer } from '../schedule.js';
import type { ObservationDetails, StepDetails } from '../step-record.js';
import { cutValue, cutValues, limitObservation, limitStep } from '../step-record.js';
import type { Action, ActionObservation, ActionOptions, ActionStep, CompletedAction } from './action.js';
import { ActionAudience } from './action-audience.js';
import type { ActionCompletedListener } from './action-completed.js';
import { scoreOf } from './action-score.js';
import type { ActionHandle } from './action-span.js';
import { ACTION } from './action-span.js';
import type { ExperienceSink } from './sinks/experience-sink.js';

export interface ActionTrackerOptions {
  /** Actions open at a time; beyond that the oldest is completed as evicted. Default 500. */
  readonly maxOpenActions?: number | undefined;
  /** Steps and observations of an action, together. Default 1,000. */
  readonly maxRecordsPerAction?: number | undefined;
  /** Age beyond which an action is completed as timed out, in ms. Default 6 hours. */
  readonly ttlMs?: number | undefined;
  readonly sinks?: readonly ExperienceSink[] | undefined;
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Default: a timer that does not keep the process alive. */
  readonly schedule?: Schedule | undefined;
  /** Whom to start spans with. Default: the registered provider's tracer. */
  readonly tracer?: (() => Tracer | undefined) | undefined;
}

/** Counts since the tracker was made. `totalBegun` is always `totalCompleted + openCount`. */
export interface ActionStats {
  readonly totalBegun: number;
  /** Actions that are over, however they ended: completed by the agent, timed out or evicted. */
  readonly totalCompleted: number;
  /** Those of them that the tracker ended, not the agent: past their time or evicted. */
  readonly totalTimedOut: number;
  /** Those of the latter that had to make room. */
  readonly totalEvicted: number;
  readonly totalStepsRecorded: number;
  readonly totalObservationsRecorded: number;
  /** Actions given to the sinks; idle ones are not. */
  readonly totalSubmitted: number;
  /** Submissions that a sink refused. */
  readonly sinkFailures: number;
  readonly openCount: number;
}

/** What {@link ActionTracker.beginAction} returns when nobody would be told of the action. No verb knows it. */
export const UNTRACKED_ACTION_ID = '00000000-0000-0000-0000-000000000000';

const LIMIT_DEFAULTS = {
  maxOpenActions: 500,
  maxRecordsPerAction: 1_000,
  ttlMs: 6 * 60 * 60 * 1_000,
} as const;

interface OpenAction {
  readonly options: ActionOptions;
  readonly actionId: string;
  readonly startedAtMs: number;
  readonly steps: ActionStep[];
  readonly observations: ActionObservation[];
  readonly span: Span | undefined;
  readonly handle: (ActionHandle & { end(): void }) | undefined;
}

/** What is remembered of an action that is over, so that a later action can still be its child. */
interface PastAction {
  readonly agentId: string;
  readonly span: Span | undefined;
}

/**
 * Follows work that outlives a function call: begun here, told of step by step, completed somewhere else. Each action is
 * one span; its steps and observations are the span's events. No verb throws.
 *
 * An action is tracked when somebody would be told of it: an SDK records, or there is a sink or a listener. Otherwise,
 * and when `AGENT_ATTRIBUTION_ENABLED` is `false`, nothing is kept and the verbs return false.
 *
 * @example
 * const tracker = new ActionTracker({ maxOpenActions: 50 });
 * const id = tracker.beginAction({ agentId: 'trainer', actionType: 'fit', expectedOutcome: { accuracy: 0.9 } });
 * tracker.recordStep(id, 'Chose the small model', { confidence: 0.7 });
 * tracker.recordObservation(id, 'external', { source: 'evaluator', data: { accuracy: 0.91 } });
 * tracker.completeAction(id, { status: 'ok' });
 */
export class ActionTracker {
  readonly #maxOpenActions: number;
  readonly #maxRecordsPerAction: number;
  readonly #ttlMs: number;
  readonly #now: () => number;
  readonly #schedule: Schedule;
  readonly #tracer: () => Tracer | undefined;
  readonly #audience: ActionAudience;
  /** In the order in which they began. */
  readonly #open = new Map<string, OpenAction>();
  /** In the order in which they ended; as many as may be open. */
  readonly #past = new Map<string, PastAction>();
  readonly #log = new FailureLog('an action could not be recorded');
  readonly #counts = {
    totalBegun: 0,
    totalCompleted: 0,
    totalTimedOut: 0,
    totalEvicted: 0,
    totalStepsRecorded: 0,
    totalObservationsRecorded: 0,
  };
  #isCleanupDue = false;

  constructor(options: ActionTrackerOptions = {}) {
    this.#maxOpenActions = atLeastOne(options.maxOpenActions, LIMIT_DEFAULTS.maxOpenActions);
    this.#maxRecordsPerAction = atLeastOne(options.maxRecordsPerAction, LIMIT_DEFAULTS.maxRecordsPerAction);
    this.#ttlMs = atLeastOne(options.ttlMs, LIMIT_DEFAULTS.ttlMs);
    this.#now = options.now ?? Date.now;
    this.#schedule = options.schedule ?? unrefTimer;
    this.#tracer = options.tracer ?? activeTracer;
    this.#audience = new ActionAudience(options.sinks);
  }

  /**
   * Begins an action: a span below the parent action's, else below the active one.
   *
   * @returns its id (a UUID), or {@link UNTRACKED_ACTION_ID} when nobody would be told
   */
  beginAction(options: ActionOptions): string {
    const tracer = this.#tracer();
    if (tracer === undefined && !this.#hasAudience()) return UNTRACKED_ACTION_ID;
    if (this.#open.size >= this.#maxOpenActions) this.#evictOldest();
    const actionId = crypto.randomUUID();
    this.#open.set(actionId, {
      options: copyOf(options),
      actionId,
      startedAtMs: this.#now(),
      steps: [],
      observations: [],
      ...(tracer === undefined ? NO_SPAN : this.#openSpan(tracer, options, actionId)),
    });
    this.#counts.totalBegun += 1;
    this.#scheduleCleanup();
    return actionId;
  }

  /** Records what the agent says it did; false when the id is unknown, or the action is over or full. */
  recordStep(actionId: string, description: string, details: StepDetails = {}): boolean {
    const action = this.#writable(actionId);
    if (action === undefined) return false;
    const step = limitStep({ ...details, description });
    action.steps.push({ ...step, timestampMs: this.#now() });
    this.#counts.totalStepsRecorded += 1;
    this.#attempt(() => action.handle?.addStep(action.steps.length - 1, step));
    return true;
  }

  /** Records what the world reports; false when the id is unknown, or the action is over or full. */
  recordObservation(actionId: string, type: string, details: ObservationDetails = {}): boolean {
    const action = this.#writable(actionId);
    if (action === undefined) return false;
    const observation = limitObservation({ ...details, type });
    action.observations.push({ ...observation, timestampMs: this.#now() });
    this.#counts.totalObservationsRecorded += 1;
    this.#attempt(() => action.handle?.addObservation(observation));
    return true;
  }

  /**
   * Ends an action: its score, credits and outcome are written on the span, listeners are told, sinks get the record.
   *
   * @param outcome What the agent says came of it; `status` and `error` are read. Default: nothing.
   * @returns false when the id is unknown or the action is over
   */
  completeAction(actionId: string, outcome: Readonly<Record<string, unknown>> = {}): boolean {
    const action = this.#open.get(actionId);
    if (action === undefined) return false;
    this.#complete(action, outcome);
    return true;
  }

  /** An open action as it stands now; undefined when the id is unknown or the action is over. */
  getAction(actionId: string): Action | undefined {
    const action = this.#open.get(actionId);
    return action && actionOf(action);
  }

  getStats(): ActionStats {
    return { ...this.#counts, ...this.#audience.counts, openCount: this.#open.size };
  }

  /** Completes every action older than the limit as timed out; a timer does so too. @returns how many there were */
  cleanupExpired(): number {
    const now = this.#now();
    const expired = Array.from(this.#open.values()).filter(
      ({ startedAtMs }) => now - startedAtMs > this.#ttlMs,
    );
    for (const action of expired) {
      this.#counts.totalTimedOut += 1;
      this.#complete(action, { status: 'timeout' });
    }
    return expired.length;
  }

  /** Tells a listener of every action that is over from now on. @returns how to stop that */
  onActionCompleted(listener: ActionCompletedListener): () => void {
    return this.#audience.addListener(listener);
  }

  /** Gives every action that is over from now on to a sink, unless it was idle. @returns how to stop that */
  addSink(sink: ExperienceSink): () => void {
    return this.#audience.addSink(sink);
  }

  #hasAudience(): boolean {
    return isActivated() && !this.#audience.isEmpty;
  }

  #openSpan(tracer: Tracer, options: ActionOptions, actionId: string): Pick<OpenAction, 'span' | 'handle'> {
    const parent = this.#parentOf(options.parentActionId);
    const active = context.active();
    const { handle, inside } = openNode(
      tracer,
      ACTION,
      { ...options, actionId, parentAgentId: parent?.agentId },
      parent?.span === undefined ? active : trace.setSpan(active, parent.span),
    );
    return { handle, span: trace.getSpan(inside) };
  }

  #parentOf(parentActionId: string | undefined): PastAction | undefined {
    if (parentActionId === undefined) return undefined;
    const open = this.#open.get(parentActionId);
    return open === undefined
      ? this.#past.get(parentActionId)
      : { agentId: open.options.agentId, span: open.span };
  }

  #writable(actionId: string): OpenAction | undefined {
    const action = this.#open.get(actionId);
    if (action === undefined) return undefined;
    return action.steps.length + action.observations.length < this.#maxRecordsPerAction ? action : undefined;
  }

  #evictOldest(): void {
    const [oldest] = this.#open.values();
    if (oldest === undefined) return;
    this.#counts.totalTimedOut += 1;
    this.#counts.totalEvicted += 1;
    this.#complete(oldest, { status: 'evicted', reason: 'max_open_actions' });
  }

  #complete(open: OpenAction, outcome: CompletedAction['outcome']): void {
    // First of all: whoever is told may complete it again, and must not succeed.
    this.#open.delete(open.actionId);
    this.#remember(open);
    this.#counts.totalCompleted += 1;
    const action = { ...actionOf(open), outcome: cutValues(outcome), completedAtMs: this.#now() };
    this.#attempt(() => {
      const score = scoreOf(action);
      this.#attempt(() => open.handle?.complete(action, score));
      this.#attempt(() => open.handle?.end());
      this.#audience.tell(action, score);
    });
  }

  /** Telling about the work must never fail the work. */
  #attempt(record: () => void): void {
    bestEffort(record, this.#log);
  }

  #remember({ actionId, options, span }: OpenAction): void {
    this.#past.set(actionId, { agentId: options.agentId, span: span && contextOnly(span) });
    if (this.#past.size <= this.#maxOpenActions) return;
    const [oldest] = this.#past.keys();
    if (oldest !== undefined) this.#past.delete(oldest);
  }

  /** One timer for all: for the oldest, which is the first to expire. */
  #scheduleCleanup(): void {
    const [oldest] = this.#open.values();
    if (this.#isCleanupDue || oldest === undefined) return;
    this.#isCleanupDue = true;
    const delayMs = Math.max(1, oldest.startedAtMs + this.#ttlMs + 1 - this.#now());
    this.#schedule(() => {
      this.#isCleanupDue = false;
      this.cleanupExpired();
      this.#scheduleCleanup();
    }, delayMs);
  }
}

const NO_SPAN: Pick<OpenAction, 'span' | 'handle'> = { span: undefined, handle: undefined };

/** What the action was expected to do is cut like what it does, or a long text would never be equal to itself. */
const copyOf = (options: ActionOptions): ActionOptions => ({
  ...options,
  expectedOutcome: options.expectedOutcome && cutValues(options.expectedOutcome),
  acceptanceCriteria: options.acceptanceCriteria?.map(cutValue),
});

const actionOf = ({ options, actionId, startedAtMs, steps, observations }: OpenAction): Action => ({
  ...options,
  actionId,
  startedAtMs,
  steps: [...steps],
  observations: [...observations],
});

/** A finished span would be kept with all its events; its identity is enough for a child. */
const contextOnly = (span: Span): Span => trace.wrapSpanContext(span.spanContext());

const atLeastOne = (given: number | undefined, standard: number): number =>
  given === undefined || !(given >= 1) ? standard : given;
