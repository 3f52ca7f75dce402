import type { Attributes } from '@opentelemetry/api';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { redactAndLimit } from '@agent-attribution/core';
import {
  ATTRIBUTION_EVENT,
  ATTRIBUTION_EVENT_ATTRIBUTE,
  ATTRIBUTION_INPUT,
  GEN_AI,
  OTEL,
} from '@agent-attribution/semantic-conventions';
import { idAttributes, present } from '../attributes.js';
import { toJson } from '../content.js';
import type { NodeHandle } from '../node-handle.js';
import type { NodeDefinition } from '../run-node.js';
import { inheritIds } from '../scope.js';
import { SpanHandle } from '../span-handle.js';
import type { ObservationRecord, StepRecord } from '../step-record.js';
import { observationAttributes, stepAttributes } from '../step-record.js';
import type { ActionOptions, CompletedAction } from './action.js';
import type { ActionScore } from './action-score.js';
import { errorOf } from './action-score.js';
import { redactValues } from './redact-values.js';

/** Of an attribute that holds JSON, in characters. */
const MAX_JSON = 5_000;
const MAX_CRITERION = 500;
const MAX_ERROR = 500;

export interface ActionToDescribe extends ActionOptions {
  readonly actionId: string;
  /** Agent of the parent action, where there is one. */
  readonly parentAgentId: string | undefined;
}

export interface ActionHandle extends NodeHandle {
  addStep(index: number, step: StepRecord): void;
  addObservation(observation: ObservationRecord): void;
  /** Writes what became of the action; the span still has to end. */
  complete(action: CompletedAction, score: ActionScore): void;
}

/**
 * An action is a step of the agent that runs around it, or that ran the parent action; of any other agent it is the
 * run of that agent.
 */
export const ACTION: NodeDefinition<ActionToDescribe, ActionHandle> = {
  describe(action, outer) {
    const surroundingAgent = action.parentAgentId ?? outer.agent?.name;
    const isStep = surroundingAgent === action.agentId;
    return {
      nodeType: isStep ? 'step' : 'agent',
      name: isStep ? `action ${action.actionType}` : `invoke_agent ${action.agentId}`,
      kind: SpanKind.INTERNAL,
      attributes: idAttributes(
        inheritIds({ goalId: action.goalId }, outer),
        present({
          [GEN_AI.operationName]: isStep ? undefined : 'invoke_agent',
          [GEN_AI.agentName]: action.agentId,
          [ATTRIBUTION_INPUT.actionId]: action.actionId,
          [ATTRIBUTION_INPUT.actionType]: action.actionType,
          [ATTRIBUTION_INPUT.actionParentId]: action.parentActionId,
          [ATTRIBUTION_INPUT.actionExpectedOutcome]: action.expectedOutcome && jsonOf(action.expectedOutcome),
          [ATTRIBUTION_INPUT.actionAcceptanceCriteria]: action.acceptanceCriteria?.map((criterion) =>
            redactAndLimit(typeof criterion === 'string' ? criterion : toJson(criterion), MAX_CRITERION),
          ),
        }),
      ),
    };
  },
  open: (span) => new ActionSpanHandle(span, false),
};

class ActionSpanHandle extends SpanHandle implements ActionHandle {
  addStep(index: number, step: StepRecord): void {
    this.#addEvent(ATTRIBUTION_EVENT.step, {
      // Event limits of an SDK drop the oldest events: the index still tells which credit is whose.
      [ATTRIBUTION_EVENT_ATTRIBUTE.stepIndex]: index,
      ...present(stepAttributes(step)),
    });
  }

  addObservation(observation: ObservationRecord): void {
    this.#addEvent(ATTRIBUTION_EVENT.observation, present(observationAttributes(observation)));
  }

  complete(action: CompletedAction, score: ActionScore): void {
    this.setAttributes(completionAttributes(action, score));
    if (score.stated !== undefined) this.setOutcome(score.stated);
    const error = errorOf(action.outcome);
    if (error === undefined) return;
    const { errorType } = action.outcome;
    this.span.setAttribute(OTEL.errorType, typeof errorType === 'string' ? errorType : '_OTHER');
    this.span.setStatus({ code: SpanStatusCode.ERROR, message: redactAndLimit(error, MAX_ERROR) });
  }

  #addEvent(name: string, attributes: Attributes): void {
    this.span.addEvent(name, attributes);
  }
}

const completionAttributes = (action: CompletedAction, score: ActionScore): Attributes =>
  present({
    [ATTRIBUTION_INPUT.actionOutcome]: jsonOf(action.outcome),
    [ATTRIBUTION_INPUT.actionSuccessScore]: score.successScore,
    [ATTRIBUTION_INPUT.actionCriteriaVerdicts]:
      score.criteriaVerdicts.length === 0
        ? undefined
        : redactAndLimit(toJson(score.criteriaVerdicts), MAX_JSON),
    [ATTRIBUTION_INPUT.actionStepCount]: action.steps.length,
    [ATTRIBUTION_INPUT.actionObservationCount]: action.observations.length,
    [ATTRIBUTION_INPUT.actionStepCredits]: score.stepCredits.map(({ roundedCredit }) => roundedCredit),
  });

const jsonOf = (values: Readonly<Record<string, unknown>>): string =>
  redactAndLimit(toJson(redactValues(values)), MAX_JSON);
