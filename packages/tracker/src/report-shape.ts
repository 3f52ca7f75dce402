import type { AttributionReport } from '@agent-attribution/core';
import {
  COMPLETIONS,
  EVIDENCE_KINDS,
  FAILURE_ATTRIBUTIONS,
  FAILURE_CATEGORIES,
  NODE_TYPES,
  RUN_OUTCOMES,
  RUN_STATUSES,
  VERDICTS,
} from '@agent-attribution/semantic-conventions';
import { LIMITS } from './limits.js';
import {
  listOf,
  matching,
  numberIn,
  objectOf,
  oneOf,
  optional,
  orNull,
  recordOf,
  text,
  wholeFrom,
} from './shape.js';
import type { Read } from './shape.js';

const sentence = text(LIMITS.textChars);
const name = text(LIMITS.nameChars);
const count = wholeFrom(0);
const amount = numberIn(0);
/** Shares are sums of quotients: the last digits may leave the range. */
const share = numberIn(-1e-9, 1 + 1e-9);
const list = <T>(read: Read<T>): Read<readonly T[]> => listOf(read, LIMITS.reportItems);
const category = oneOf(FAILURE_CATEGORIES);
const attribution = oneOf(FAILURE_ATTRIBUTIONS);

const contribution = objectOf<AttributionReport['contributions'][number]>({
  agentId: name,
  agentName: name,
  subtaskId: name,
  outcome: oneOf(['success', 'failure', 'partial']),
  contributionScore: share,
  blameShare: share,
  creditShare: share,
  failureCategory: orNull(category),
  failureAttribution: orNull(attribution),
  evidence: orNull(sentence),
  tokenUsage: amount,
  inputTokens: amount,
  outputTokens: amount,
  costUsd: orNull(amount),
  durationMs: amount,
  llmCalls: count,
  toolCalls: count,
  errors: count,
  retries: count,
});

const report = objectOf<AttributionReport>({
  schemaVersion: oneOf([1]),
  traceId: matching(/^[0-9a-f]{32}$/),
  taskId: orNull(name),
  goalId: orNull(name),
  conversationId: orNull(name),
  revision: wholeFrom(1),
  completion: oneOf(COMPLETIONS),
  outcome: oneOf(RUN_OUTCOMES),
  verdict: oneOf(VERDICTS),
  rootCause: orNull(
    objectOf({
      agent: name,
      spanId: name,
      stepIndex: count,
      nodeType: oneOf(NODE_TYPES),
      failureCategory: category,
      failureAttribution: attribution,
      confidence: share,
    }),
  ),
  candidates: list(
    objectOf({
      agent: name,
      spanId: name,
      stepIndex: count,
      probability: share,
      terms: list(objectOf({ name, value: numberIn(), weight: numberIn(), spanIds: list(name) })),
    }),
  ),
  evidence: list(
    objectOf<AttributionReport['evidence'][number]>({
      kind: oneOf(EVIDENCE_KINDS),
      spanId: name,
      text: sentence,
      check: optional(name),
    }),
  ),
  contributions: list(contribution),
  nodeTypes: recordOf(name, count),
  evidenceClasses: list(oneOf(['structure', 'content', 'checks'])),
  profile: oneOf(['information_seeking', 'transactional']),
  run: objectOf({
    status: oneOf(RUN_STATUSES),
    durationMs: amount,
    narrative: text(10 * LIMITS.textChars),
    decisionCount: count,
    successRate: share,
    keyDecisions: list(sentence),
    criticalProblems: list(sentence),
    warnings: list(sentence),
    successes: list(sentence),
    nodesExecuted: list(name),
    edgesTraversed: list(sentence),
  }),
  tokens: objectOf({
    total: amount,
    input: amount,
    output: amount,
    cacheRead: amount,
    cacheWrite: amount,
    reasoning: amount,
    doubleCountedExcluded: amount,
  }),
  spanCount: count,
  lateSpans: count,
  orphanSpans: count,
  conventions: recordOf(name, count),
  summary: sentence,
  warnings: list(sentence),
});

/**
 * A report that somebody else wrote, read by its shape: texts and lists are cut to their limits, what is unknown is left
 * out. Undefined when it is not a report of a version that this one understands.
 */
export function parseReport(value: unknown): AttributionReport | undefined {
  return report(typeof value === 'string' ? parseJson(value) : value);
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
