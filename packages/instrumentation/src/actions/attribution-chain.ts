import type { CriterionVerdict } from '@agent-attribution/core';
import { limitText } from '@agent-attribution/core';
import { toJson } from '../content.js';
import type { CompletedAction } from './action.js';
import { durationSecondsOf } from './action.js';
import type { ActionScore } from './action-score.js';
import { redactValues } from './redact-values.js';

/** Steps and observations that a chain shows; the last ones, for they say how the action ended. */
const MAX_SHOWN = 50;
const MAX_SUMMARY = 2_000;
const MAX_RESPONSE = 5_000;

type PlainObject = Readonly<Record<string, unknown>>;

/** Who did what, what came of it, and which step earned it: the structured part of an experience. */
export interface AttributionChain {
  readonly actionId: string;
  readonly parentActionId: string | null;
  readonly agentId: string;
  readonly actionType: string;
  readonly goalId: string | null;
  readonly expectedOutcome: PlainObject;
  readonly acceptanceCriteria: readonly unknown[];
  readonly criteriaVerdicts: readonly CriterionVerdict[];
  /** To two decimals. */
  readonly durationSeconds: number;
  readonly stepCount: number;
  readonly observationCount: number;
  readonly outcome: PlainObject;
  /** 0..1 */
  readonly successScore: number;
  /** Credit of each step by its index among all steps, to four decimals. */
  readonly stepCredits: Readonly<Record<number, number>>;
  /** The last 50 steps. */
  readonly stepsSummary: readonly StepSummary[];
  /** The last 50 observations. */
  readonly observations: readonly ObservationSummary[];
}

export interface StepSummary {
  /** Among all steps of the action. */
  readonly stepIndex: number;
  readonly description: string;
  readonly decision: string;
  /** 0..1; null when the agent stated none. */
  readonly confidence: number | null;
  readonly credit: number;
}

export interface ObservationSummary {
  readonly type: string;
  readonly source: string;
  readonly data: PlainObject;
  readonly confidence: number | null;
  /** Milliseconds since the epoch. */
  readonly timestampMs: number;
}

/** An action that is over, as sinks get it: without secrets, and with its structured part in a field of its own. */
export interface ExperienceRecord {
  readonly actionId: string;
  readonly agentId: string;
  readonly goalId: string | null;
  /** `{agent}:{type}`: who acted, where others have a model. */
  readonly modelId: string;
  readonly latencyMs: number;
  /** One sentence for a person, at most 2,000 characters. */
  readonly summary: string;
  /** The outcome as JSON, at most 5,000 characters. */
  readonly response: string;
  /** What an independent check said of the outcome: its field `verification`, or null. */
  readonly verification: unknown;
  readonly attributionChain: AttributionChain;
}

export const chainOf = (action: CompletedAction, score: ActionScore): AttributionChain => {
  const firstShown = Math.max(0, action.steps.length - MAX_SHOWN);
  const credits = score.stepCredits.map(({ roundedCredit }) => roundedCredit);
  return {
    actionId: action.actionId,
    parentActionId: action.parentActionId ?? null,
    agentId: action.agentId,
    actionType: action.actionType,
    goalId: action.goalId ?? null,
    expectedOutcome: action.expectedOutcome ?? {},
    acceptanceCriteria: action.acceptanceCriteria ?? [],
    criteriaVerdicts: score.criteriaVerdicts,
    durationSeconds: durationSecondsOf(action),
    stepCount: action.steps.length,
    observationCount: action.observations.length,
    outcome: action.outcome,
    successScore: score.successScore,
    stepCredits: Object.fromEntries(credits.entries()),
    stepsSummary: action.steps.slice(firstShown).map((step, offset) => ({
      stepIndex: firstShown + offset,
      description: step.description,
      decision: step.decision ?? '',
      confidence: step.confidence ?? null,
      credit: credits[firstShown + offset] ?? 0,
    })),
    observations: action.observations
      .slice(-MAX_SHOWN)
      .map(({ type, source = '', data = {}, confidence = null, timestampMs }) => ({
        type,
        source,
        data,
        confidence,
        timestampMs,
      })),
  };
};

/** Secrets are replaced here, once and in every field, so that no sink can forget to. */
export const experienceOf = (action: CompletedAction, score: ActionScore): ExperienceRecord => {
  const chain = redactValues(chainOf(action, score));
  return {
    actionId: chain.actionId,
    agentId: chain.agentId,
    goalId: chain.goalId,
    modelId: `${chain.agentId}:${chain.actionType}`,
    latencyMs: Math.max(0, action.completedAtMs - action.startedAtMs),
    summary: limitText(sentenceOf(chain), MAX_SUMMARY),
    response: limitText(toJson(chain.outcome), MAX_RESPONSE),
    verification: chain.outcome['verification'] ?? null,
    attributionChain: chain,
  };
};

const sentenceOf = (chain: AttributionChain): string =>
  `${chain.agentId} ran ${chain.actionType} (goal=${chain.goalId ?? 'none'}, parent=${chain.parentActionId ?? 'none'}, ` +
  `steps=${chain.stepCount}, observations=${chain.observationCount}, success=${chain.successScore.toFixed(2)})`;
