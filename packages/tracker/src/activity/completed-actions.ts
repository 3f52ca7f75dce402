import { isAttributionSpan } from '@agent-attribution/core';
import type { SpanView } from '@agent-attribution/core';
import { ATTRIBUTION_EVENT, ATTRIBUTION_INPUT, GEN_AI } from '@agent-attribution/semantic-conventions';

/** A long-running action that came to its end, in seven fields. */
export interface CompletedAction {
  readonly actionId: string;
  readonly agentId: string | null;
  readonly actionType: string | null;
  readonly goalId: string | null;
  readonly durationSeconds: number;
  readonly stepCount: number;
  /** 0..1; null when neither an outcome nor a score is stated. */
  readonly successScore: number | null;
}

/** What an outcome is worth where the span states nothing finer. */
const SCORES: Readonly<Record<string, number>> = {
  success: 1,
  partial: 0.5,
  failure: 0,
  timeout: 0.2,
  cancelled: 0,
};

/** The actions among the spans of a trace: spans with an action id. */
export function completedActions(spans: readonly SpanView[]): CompletedAction[] {
  return spans.flatMap((span): CompletedAction[] => {
    const actionId = textOf(span, ATTRIBUTION_INPUT.actionId);
    if (actionId === null || isAttributionSpan(span)) return [];
    const outcome = textOf(span, ATTRIBUTION_INPUT.outcome) ?? (span.statusCode === 'error' ? 'failure' : '');
    return [
      {
        actionId,
        agentId: textOf(span, GEN_AI.agentId) ?? textOf(span, GEN_AI.agentName),
        actionType: textOf(span, ATTRIBUTION_INPUT.actionType),
        goalId: textOf(span, ATTRIBUTION_INPUT.goalId),
        durationSeconds: Math.max(0, span.endMicros - span.startMicros) / 1e6,
        stepCount:
          numberOf(span, ATTRIBUTION_INPUT.actionStepCount) ??
          span.events.filter(({ name }) => name === ATTRIBUTION_EVENT.step).length,
        successScore: numberOf(span, ATTRIBUTION_INPUT.actionSuccessScore) ?? SCORES[outcome] ?? null,
      },
    ];
  });
}

function textOf(span: SpanView, key: string): string | null {
  const value = span.attribute(key);
  return typeof value === 'string' && value !== '' ? value : null;
}

function numberOf(span: SpanView, key: string): number | undefined {
  const value = span.attribute(key);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
