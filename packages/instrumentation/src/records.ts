import type { AttributeValue } from '@opentelemetry/api';
import { trace } from '@opentelemetry/api';
import {
  ATTRIBUTION_EVENT,
  ATTRIBUTION_EVENT_ATTRIBUTE as NAME,
} from '@agent-attribution/semantic-conventions';
import { defaultTracker } from './actions/default-tracker.js';
import { present } from './attributes.js';
import { toJson } from './content.js';
import type { ObservationDetails, ObservationRecord, StepDetails, StepRecord } from './step-record.js';
import { observationAttributes, stepAttributes } from './step-record.js';
import type { Validation } from './validation.js';
import { validationAttributes } from './validation.js';

/** In characters. */
const MAX_DESCRIPTION = 500;

export interface DecisionRecord {
  /** By this the outcome is told later. */
  readonly id: string;
  /** `tool_selection`, `path_choice`, `delegation`, `termination`, … */
  readonly type?: string | undefined;
  readonly intent: string;
  readonly options?: readonly DecisionOption[] | undefined;
  /** Id of the chosen option. */
  readonly chosen?: string | undefined;
  readonly reasoning?: string | undefined;
}

export interface DecisionOption {
  readonly id: string;
  readonly description?: string | undefined;
}

export interface DecisionOutcomeRecord {
  /** Id of the decision. */
  readonly id: string;
  readonly success: boolean;
  readonly error?: string | undefined;
  readonly summary?: string | undefined;
  readonly tokens?: number | undefined;
  readonly latencyMs?: number | undefined;
}

export interface ProblemRecord {
  readonly severity: 'critical' | 'warning' | 'minor';
  readonly description: string;
  readonly rootCause?: string | undefined;
  readonly suggestedFix?: string | undefined;
  readonly decisionId?: string | undefined;
}

/**
 * Records a step: of the active span's work, or of an action when its id comes first. Each `record…` function returns
 * whether it was recorded: false when no span is active, or none is recording; for an action when its id is unknown, it
 * is completed or full. None of them throws.
 *
 * @example
 * recordStep({ description: 'Compared three sources', decision: 'use the second', confidence: 0.8 });
 * recordStep(actionId, 'Compared three sources', { decision: 'use the second', confidence: 0.8 });
 */
export function recordStep(step: StepRecord): boolean;
export function recordStep(actionId: string, description: string, details?: StepDetails): boolean;
export function recordStep(target: StepRecord | string, description = '', details?: StepDetails): boolean {
  return typeof target === 'string'
    ? defaultTracker.recordStep(target, description, details)
    : record(ATTRIBUTION_EVENT.step, () => stepAttributes(target));
}

/**
 * Records what the world reported while the active span ran, or about an action when its id comes first. See
 * {@link recordStep} for the result.
 */
export function recordObservation(observation: ObservationRecord): boolean;
export function recordObservation(actionId: string, type: string, details?: ObservationDetails): boolean;
export function recordObservation(
  target: ObservationRecord | string,
  type = '',
  details?: ObservationDetails,
): boolean {
  return typeof target === 'string'
    ? defaultTracker.recordObservation(target, type, details)
    : record(ATTRIBUTION_EVENT.observation, () => observationAttributes(target));
}

/** Records a decision with its options. See {@link recordStep} for the result. */
export const recordDecision = (decision: DecisionRecord): boolean =>
  record(ATTRIBUTION_EVENT.decision, () => ({
    [NAME.decisionId]: decision.id,
    [NAME.decisionType]: decision.type ?? 'custom',
    [NAME.decisionIntent]: decision.intent.slice(0, MAX_DESCRIPTION),
    [NAME.decisionOptions]: decision.options && toJson(decision.options),
    [NAME.decisionChosen]: decision.chosen,
    [NAME.decisionReasoning]: decision.reasoning?.slice(0, MAX_DESCRIPTION),
  }));

/** Records how a decision turned out. See {@link recordStep} for the result. */
export const recordDecisionOutcome = (outcome: DecisionOutcomeRecord): boolean =>
  record(ATTRIBUTION_EVENT.decisionOutcome, () => ({
    [NAME.decisionId]: outcome.id,
    [NAME.decisionSuccess]: outcome.success,
    [NAME.decisionError]: outcome.error?.slice(0, MAX_DESCRIPTION),
    [NAME.decisionSummary]: outcome.summary?.slice(0, MAX_DESCRIPTION),
    [NAME.decisionTokens]: outcome.tokens,
    [NAME.decisionLatencyMs]: outcome.latencyMs,
  }));

/** Records a problem that somebody should know of. See {@link recordStep} for the result. */
export const recordProblem = (problem: ProblemRecord): boolean =>
  record(ATTRIBUTION_EVENT.problem, () => ({
    [NAME.problemSeverity]: problem.severity,
    [NAME.problemDescription]: problem.description.slice(0, MAX_DESCRIPTION),
    [NAME.problemRootCause]: problem.rootCause?.slice(0, MAX_DESCRIPTION),
    [NAME.problemSuggestedFix]: problem.suggestedFix?.slice(0, MAX_DESCRIPTION),
    [NAME.problemDecisionId]: problem.decisionId,
  }));

/** Puts a validator's result on the active span, which should be a quality check. See {@link recordStep} for the result. */
export const recordValidation = (validation: Validation): boolean => {
  const span = trace.getActiveSpan();
  if (span === undefined || !span.isRecording()) return false;
  span.setAttributes(validationAttributes(validation));
  return true;
};

const record = (
  event: string,
  attributesOf: () => Readonly<Record<string, AttributeValue | undefined>>,
): boolean => {
  const span = trace.getActiveSpan();
  if (span === undefined || !span.isRecording()) return false;
  span.addEvent(event, present(attributesOf()));
  return true;
};
