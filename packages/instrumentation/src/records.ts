import type { AttributeValue } from '@opentelemetry/api';
import { trace } from '@opentelemetry/api';
import {
  ATTRIBUTION_EVENT,
  ATTRIBUTION_EVENT_ATTRIBUTE as NAME,
} from '@agent-attribution/semantic-conventions';
import { present } from './attributes.js';
import { toJson } from './content.js';
import type { Validation } from './validation.js';
import { validationAttributes } from './validation.js';

/** Limits of what a record holds, in characters. */
const MAX_DESCRIPTION = 500;
const MAX_DECISION = 200;
const MAX_LABEL = 100;
const MAX_TEXT_VALUE = 500;
const MAX_NESTED_VALUE = 1_000;

/** What the agent says it did. Cut to 500 (description) and 200 (decision) characters. */
export interface StepRecord {
  readonly description: string;
  readonly state?: Readonly<Record<string, unknown>> | undefined;
  readonly decision?: string | undefined;
  /** 0..1, clamped. */
  readonly confidence?: number | undefined;
}

/** What the world reports, kept apart from what the agent says: it is believed over the agent's own claim. */
export interface ObservationRecord {
  /** `sensor`, `world_state`, `user_feedback`, `external`, … */
  readonly type: string;
  readonly source?: string | undefined;
  readonly data?: Readonly<Record<string, unknown>> | undefined;
  /** 0..1, clamped. */
  readonly confidence?: number | undefined;
}

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
 * Records a step of the active span's work. Each `record…` function returns whether it was recorded: false when no span
 * is active, or none is recording. None of them throws.
 *
 * @example recordStep({ description: 'Compared three sources', decision: 'use the second', confidence: 0.8 });
 */
export const recordStep = (step: StepRecord): boolean =>
  record(ATTRIBUTION_EVENT.step, () => ({
    [NAME.stepDescription]: step.description.slice(0, MAX_DESCRIPTION),
    [NAME.stepState]: step.state && toJson(cutValues(step.state)),
    [NAME.stepDecision]: step.decision?.slice(0, MAX_DECISION),
    [NAME.stepConfidence]: clamp(step.confidence),
  }));

/** Records what the world reported while the active span ran. See {@link recordStep} for the result. */
export const recordObservation = (observation: ObservationRecord): boolean =>
  record(ATTRIBUTION_EVENT.observation, () => ({
    [NAME.observationType]: observation.type.slice(0, MAX_LABEL),
    [NAME.observationSource]: observation.source?.slice(0, MAX_LABEL),
    [NAME.observationData]: observation.data && toJson(cutValues(observation.data)),
    [NAME.observationConfidence]: clamp(observation.confidence),
  }));

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

const clamp = (confidence: number | undefined): number | undefined =>
  confidence === undefined || Number.isNaN(confidence) ? undefined : Math.min(1, Math.max(0, confidence));

/** Long texts are cut, big nested values become a cut text, so that one record cannot grow without bound. */
const cutValues = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, cutValue(value)]));

const cutValue = (value: unknown): unknown => {
  if (typeof value === 'string') return cut(value, MAX_TEXT_VALUE);
  if (typeof value !== 'object' || value === null) return value;
  const json = toJson(value);
  return json.length > MAX_NESTED_VALUE ? cut(json, MAX_NESTED_VALUE) : value;
};

const cut = (text: string, max: number): string => (text.length > max ? `${text.slice(0, max)}...` : text);
