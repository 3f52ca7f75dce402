import type { Attributes, AttributeValue } from '@opentelemetry/api';
import { ATTRIBUTION_INPUT, GEN_AI, OTEL } from '@agent-attribution/semantic-conventions';
import type { WorkIds } from './scope.js';

/** Tokens as the provider counts them; leave out what it did not say. */
export interface TokenCounts {
  readonly input?: number | undefined;
  readonly output?: number | undefined;
  readonly cacheRead?: number | undefined;
  readonly cacheWrite?: number | undefined;
  readonly reasoning?: number | undefined;
}

/**
 * Attributes without the absent ones: an absent value is unknown, and must not reach the span as anything else. They are
 * added to what is given, key by key: spreading objects of ever other shapes into one takes three times as long.
 */
export const present = (
  entries: Readonly<Record<string, AttributeValue | null | undefined>>,
  onto: Attributes = {},
): Attributes => {
  for (const key of Object.keys(entries)) {
    const value = entries[key];
    if (value !== undefined && value !== null) onto[key] = value;
  }
  return onto;
};

export const idAttributes = (ids: WorkIds, onto: Attributes = {}): Attributes =>
  present(
    {
      [ATTRIBUTION_INPUT.taskId]: ids.taskId,
      [ATTRIBUTION_INPUT.subtaskId]: ids.subtaskId,
      [ATTRIBUTION_INPUT.goalId]: ids.goalId,
      [GEN_AI.conversationId]: ids.conversationId,
      [ATTRIBUTION_INPUT.tenantId]: ids.tenantId,
      [OTEL.userId]: ids.userId,
    },
    onto,
  );

export const tokenAttributes = (tokens: TokenCounts): Attributes =>
  present({
    [GEN_AI.usageInputTokens]: tokens.input,
    [GEN_AI.usageOutputTokens]: tokens.output,
    [GEN_AI.usageCacheReadTokens]: tokens.cacheRead,
    [GEN_AI.usageCacheWriteTokens]: tokens.cacheWrite,
    [GEN_AI.usageReasoningTokens]: tokens.reasoning,
  });
