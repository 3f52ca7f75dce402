import type { AttributeValue } from '@opentelemetry/api';
import { redactAndLimit, redactSecrets } from '@agent-attribution/core';
import { ATTRIBUTION_EVENT_ATTRIBUTE as NAME } from '@agent-attribution/semantic-conventions';
import { toJson } from './content.js';

/** Limits of what a record holds, in characters. */
const MAX_DESCRIPTION = 500;
const MAX_DECISION = 200;
const MAX_LABEL = 100;
const MAX_TEXT_VALUE = 500;
const MAX_NESTED_VALUE = 1_000;

export interface StepDetails {
  /** What the agent held for true then. Long texts and big values in it are cut. */
  readonly state?: Readonly<Record<string, unknown>> | undefined;
  /** Cut to 200 characters. */
  readonly decision?: string | undefined;
  /** 0..1, clamped. */
  readonly confidence?: number | undefined;
}

/** What the agent says it did. */
export interface StepRecord extends StepDetails {
  /** Cut to 500 characters. */
  readonly description: string;
}

export interface ObservationDetails {
  /** Who or what reported it. Cut to 100 characters. */
  readonly source?: string | undefined;
  /** What was reported, by key. Long texts and big values in it are cut. */
  readonly data?: Readonly<Record<string, unknown>> | undefined;
  /** 0..1, clamped. */
  readonly confidence?: number | undefined;
}

/** What the world reports, kept apart from what the agent says: it is believed over the agent's own claim. */
export interface ObservationRecord extends ObservationDetails {
  /** `sensor`, `world_state`, `user_feedback`, `external`, … Cut to 100 characters. */
  readonly type: string;
}

type EventAttributes = Readonly<Record<string, AttributeValue | undefined>>;

/** The record within its limits. Short texts stay as they are: criteria are judged by what was really said. */
export const limitStep = ({ description, state, decision, confidence }: StepRecord): StepRecord => ({
  description: limitFreeText(description, MAX_DESCRIPTION),
  state: state && cutValues(state),
  decision: decision === undefined ? undefined : limitFreeText(decision, MAX_DECISION),
  confidence: clampShare(confidence),
});

export const limitObservation = (observation: ObservationRecord): ObservationRecord => ({
  type: limitFreeText(observation.type, MAX_LABEL),
  source: observation.source === undefined ? undefined : limitFreeText(observation.source, MAX_LABEL),
  data: observation.data && cutValues(observation.data),
  confidence: clampShare(observation.confidence),
});

/** Attributes of the event that tells a step, without secrets. */
export const stepAttributes = (step: StepRecord): EventAttributes => {
  const { description, state, decision, confidence } = limitStep(step);
  return {
    [NAME.stepDescription]: redactAndLimit(description, MAX_DESCRIPTION),
    [NAME.stepState]: state && redactSecrets(toJson(state)),
    [NAME.stepDecision]: decision === undefined ? undefined : redactAndLimit(decision, MAX_DECISION),
    [NAME.stepConfidence]: confidence,
  };
};

export const observationAttributes = (observation: ObservationRecord): EventAttributes => {
  const { type, source, data, confidence } = limitObservation(observation);
  return {
    [NAME.observationType]: redactAndLimit(type, MAX_LABEL),
    [NAME.observationSource]: source === undefined ? undefined : redactAndLimit(source, MAX_LABEL),
    [NAME.observationData]: data && redactSecrets(toJson(data)),
    [NAME.observationConfidence]: confidence,
  };
};

/** A share within 0..1; undefined when it is none. */
export const clampShare = (share: number | undefined): number | undefined =>
  share === undefined || Number.isNaN(share) ? undefined : Math.min(1, Math.max(0, share));

/** What is cut loses its secrets first: half a secret would no longer be known as one. */
const limitFreeText = (text: string, max: number): string =>
  text.length > max ? redactAndLimit(text, max) : text;

/**
 * A copy in which long texts are cut and big nested values have become a cut text, so that no value grows without
 * bound. Later changes of a nested value by its owner do not reach the copy.
 */
export const cutValues = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, cutValue(value)]));

/** One value of {@link cutValues}. An error becomes its message, which JSON would lose. */
export const cutValue = (value: unknown): unknown => {
  if (typeof value === 'string') return cut(value, MAX_TEXT_VALUE);
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Error) return cut(value.message || value.name, MAX_TEXT_VALUE);
  if (typeof value !== 'object' || value === null) return value;
  const json = toJson(value);
  return json.length > MAX_NESTED_VALUE ? cut(json, MAX_NESTED_VALUE) : copyOf(json);
};

const cut = (text: string, max: number): string =>
  text.length > max ? `${redactAndLimit(text, max)}...` : text;

const copyOf = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    // A cycle: it has no JSON, only a name.
    return json;
  }
};
