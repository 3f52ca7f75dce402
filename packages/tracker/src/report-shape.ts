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
import * as v from 'valibot';
import { cut, LIMITS } from './limits.js';

const text = v.pipe(
  v.string(),
  v.transform((value) => cut(value, LIMITS.textChars)),
);
const name = v.pipe(
  v.string(),
  v.transform((value) => cut(value, LIMITS.nameChars)),
);
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const amount = v.pipe(v.number(), v.finite(), v.minValue(0));
const finite = v.pipe(v.number(), v.finite());
/** Shares are sums of quotients: the last digits may leave the range. */
const share = v.pipe(v.number(), v.minValue(-1e-9), v.maxValue(1 + 1e-9));
const listOf = <T extends v.GenericSchema>(item: T) =>
  v.pipe(
    v.array(item),
    v.transform((items) => items.slice(0, LIMITS.reportItems)),
  );
const category = v.picklist(FAILURE_CATEGORIES);
const attribution = v.picklist(FAILURE_ATTRIBUTIONS);

const contribution = v.object({
  agentId: name,
  agentName: name,
  subtaskId: name,
  outcome: v.picklist(['success', 'failure', 'partial']),
  contributionScore: share,
  blameShare: share,
  creditShare: share,
  failureCategory: v.nullable(category),
  failureAttribution: v.nullable(attribution),
  evidence: v.nullable(text),
  tokenUsage: amount,
  inputTokens: amount,
  outputTokens: amount,
  costUsd: v.nullable(amount),
  durationMs: amount,
  llmCalls: count,
  toolCalls: count,
  errors: count,
  retries: count,
});

const report = v.object({
  schemaVersion: v.literal(1),
  traceId: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  taskId: v.nullable(name),
  goalId: v.nullable(name),
  conversationId: v.nullable(name),
  revision: v.pipe(count, v.minValue(1)),
  completion: v.picklist(COMPLETIONS),
  outcome: v.picklist(RUN_OUTCOMES),
  verdict: v.picklist(VERDICTS),
  rootCause: v.nullable(
    v.object({
      agent: name,
      spanId: name,
      stepIndex: count,
      nodeType: v.picklist(NODE_TYPES),
      failureCategory: category,
      failureAttribution: attribution,
      confidence: share,
    }),
  ),
  candidates: listOf(
    v.object({
      agent: name,
      spanId: name,
      stepIndex: count,
      probability: share,
      terms: listOf(v.object({ name, value: finite, weight: finite, spanIds: listOf(name) })),
    }),
  ),
  evidence: listOf(v.object({ kind: v.picklist(EVIDENCE_KINDS), spanId: name, text })),
  contributions: listOf(contribution),
  nodeTypes: v.record(name, count),
  evidenceClasses: listOf(v.picklist(['structure', 'content', 'checks'])),
  profile: v.picklist(['information_seeking', 'transactional']),
  run: v.object({
    status: v.picklist(RUN_STATUSES),
    durationMs: amount,
    narrative: v.pipe(
      v.string(),
      v.transform((value) => cut(value, 10 * LIMITS.textChars)),
    ),
    decisionCount: count,
    successRate: share,
    keyDecisions: listOf(text),
    criticalProblems: listOf(text),
    warnings: listOf(text),
    successes: listOf(text),
    nodesExecuted: listOf(name),
    edgesTraversed: listOf(text),
  }),
  tokens: v.object({
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
  conventions: v.record(name, count),
  summary: text,
  warnings: listOf(text),
});

/**
 * A report that somebody else wrote, read by its shape: texts and lists are cut to their limits, what is unknown is left
 * out. Undefined when it is not a report of a version that this one understands.
 */
export function parseReport(value: unknown): AttributionReport | undefined {
  const result = v.safeParse(report, typeof value === 'string' ? parseJson(value) : value);
  return result.success ? result.output : undefined;
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
