import { TASK_STATUSES } from '@agent-attribution/core';
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
import { ANALYTICS_SCHEMAS } from './openapi-analytics-schemas.js';
import type { AnalyticsSchemaName } from './openapi-analytics-schemas.js';
import { WINDOWS } from './query.js';
import {
  text,
  number,
  integer,
  flag,
  time,
  share,
  textOrNull,
  numberOrNull,
  oneOf,
  oneOfOrNull,
  list,
  counts,
  orNull,
  object,
} from './schema-building.js';
import type { Schema } from './schema-building.js';

export type { Schema } from './schema-building.js';

export type SchemaName =
  | AnalyticsSchemaName
  | 'Trace'
  | 'TraceDetail'
  | 'TraceList'
  | 'Span'
  | 'SpanList'
  | 'Task'
  | 'TaskList'
  | 'AgentList'
  | 'Agent'
  | 'Stats'
  | 'OpenApi'
  | 'Health'
  | 'Problem'
  | 'AttributionReport';

export const ref = (name: SchemaName): Schema => ({ $ref: `#/components/schemas/${name}` });

const listedTrace = {
  traceId: text,
  name: text,
  serviceName: textOrNull,
  taskId: textOrNull,
  goalId: textOrNull,
  conversationId: textOrNull,
  status: oneOf(RUN_STATUSES),
  outcome: oneOf(RUN_OUTCOMES),
  verdict: oneOf(VERDICTS),
  summary: text,
  rootCause: orNull(
    object({
      agent: text,
      spanId: textOrNull,
      nodeType: oneOfOrNull(NODE_TYPES),
      failureCategory: oneOfOrNull(FAILURE_CATEGORIES),
      failureAttribution: oneOfOrNull(FAILURE_ATTRIBUTIONS),
      confidence: numberOrNull,
    }),
  ),
  agents: list(text),
  startedAt: time,
  endedAt: time,
  durationMs: number,
  tokens: integer,
  costUsd: numberOrNull,
  spanCount: integer,
  errorCount: integer,
  revision: integer,
  completion: oneOf(COMPLETIONS),
  createdAt: time,
  updatedAt: time,
};

const agent = {
  agent: text,
  runs: integer,
  successRate: share,
  meanContributionScore: share,
  meanBlameShare: share,
  meanCreditShare: share,
  blamedRuns: integer,
  tokens: integer,
  costUsd: numberOrNull,
  p50DurationMs: number,
  p95DurationMs: number,
  errors: integer,
  lastSeenAt: time,
};

const span = {
  spanId: text,
  parentSpanId: textOrNull,
  name: text,
  nodeType: text,
  agent: textOrNull,
  startedAt: time,
  endedAt: time,
  durationMs: number,
  status: oneOf(['unset', 'ok', 'error']),
  error: textOrNull,
  attributes: { type: 'object' },
  isTruncated: flag,
};

const window = oneOf(Object.keys(WINDOWS));

const reportRef = ref('AttributionReport');

export const SCHEMAS: Readonly<Record<SchemaName, Schema>> = {
  ...ANALYTICS_SCHEMAS,
  Trace: object(listedTrace),
  TraceDetail: object({
    ...listedTrace,
    attribution: reportRef,
    revisions: {
      ...list(
        object({
          revision: integer,
          completion: oneOf(COMPLETIONS),
          outcome: oneOf(RUN_OUTCOMES),
          verdict: oneOf(VERDICTS),
          summary: text,
          keptAt: time,
        }),
      ),
      description: 'The newest first: the one above, and the headlines of at most 100 that it replaced.',
    },
  }),
  TraceList: object({
    traces: list(ref('Trace')),
    nextCursor: {
      ...textOrNull,
      description:
        'Value of `cursor` for the next page; null on the last one. A page may be short, or empty, and another follow: filters that few runs fit are answered piece by piece.',
    },
  }),
  Span: object({ traceId: text, ...span }),
  SpanList: object({ traceId: text, spans: list(object(span)) }),
  TaskList: object({
    tasks: list(
      object({
        id: text,
        status: oneOf(TASK_STATUSES),
        title: text,
        summary: text,
        outcome: oneOf(RUN_OUTCOMES),
        goalId: textOrNull,
        traceId: text,
        updatedAt: time,
      }),
    ),
    nextCursor: {
      ...textOrNull,
      description: 'Null on the last page; a page may be empty and not the last.',
    },
  }),
  Task: object({
    id: text,
    status: oneOf(TASK_STATUSES),
    isOpen: flag,
    isExecutionActive: flag,
    requiresUserAction: flag,
    title: text,
    goalId: textOrNull,
    conversationId: textOrNull,
    traceId: text,
    traceIds: list(text),
    createdAt: time,
    updatedAt: time,
    metadata: object({ attribution: reportRef }),
    closeReason: textOrNull,
    closedAt: { type: ['string', 'null'], format: 'date-time' },
    history: list(
      object({
        kind: oneOf(['validation', 'feedback']),
        value: text,
        traceId: text,
        body: { type: 'object' },
        recordedAt: time,
      }),
    ),
  }),
  AgentList: object({ window, from: time, agents: list(object(agent)) }),
  Agent: object({ window, from: time, ...agent, recentTraces: list(ref('Trace')) }),
  Stats: object({
    version: text,
    backend: text,
    schemaVersion: integer,
    runs: integer,
    spans: integer,
    agents: integer,
    runsByOutcome: counts,
    newestRunAt: { type: ['string', 'null'], format: 'date-time' },
    sizeBytes: integer,
    pendingRuns: integer,
  }),
  OpenApi: { type: 'object', description: 'An OpenAPI 3.1 document.' },
  Health: { type: 'object', required: ['status'], properties: { status: text, version: text } },
  Problem: {
    type: 'object',
    required: ['type', 'title', 'status', 'detail'],
    properties: {
      type: text,
      title: text,
      status: integer,
      detail: text,
      parameter: text,
      missingScope: oneOf(['read', 'write']),
    },
  },
  AttributionReport: object({
    schemaVersion: { const: 1 },
    traceId: text,
    taskId: textOrNull,
    goalId: textOrNull,
    conversationId: textOrNull,
    revision: integer,
    completion: oneOf(COMPLETIONS),
    outcome: oneOf(RUN_OUTCOMES),
    verdict: oneOf(VERDICTS),
    rootCause: orNull(
      object({
        agent: text,
        spanId: text,
        stepIndex: integer,
        nodeType: oneOf(NODE_TYPES),
        failureCategory: oneOf(FAILURE_CATEGORIES),
        failureAttribution: oneOf(FAILURE_ATTRIBUTIONS),
        confidence: share,
      }),
    ),
    candidates: list(
      object({
        agent: text,
        spanId: text,
        stepIndex: integer,
        probability: share,
        terms: list(object({ name: text, value: number, weight: number, spanIds: list(text) })),
      }),
    ),
    evidence: list(object({ kind: oneOf(EVIDENCE_KINDS), spanId: text, text })),
    contributions: list(
      object({
        agentId: text,
        agentName: text,
        subtaskId: text,
        outcome: oneOf(['success', 'failure', 'partial']),
        contributionScore: share,
        blameShare: share,
        creditShare: share,
        failureCategory: oneOfOrNull(FAILURE_CATEGORIES),
        failureAttribution: oneOfOrNull(FAILURE_ATTRIBUTIONS),
        evidence: textOrNull,
        tokenUsage: integer,
        inputTokens: integer,
        outputTokens: integer,
        costUsd: numberOrNull,
        durationMs: number,
        llmCalls: integer,
        toolCalls: integer,
        errors: integer,
        retries: integer,
      }),
    ),
    nodeTypes: counts,
    evidenceClasses: list(oneOf(['structure', 'content', 'checks'])),
    profile: oneOf(['information_seeking', 'transactional']),
    run: object({
      status: oneOf(RUN_STATUSES),
      durationMs: number,
      narrative: text,
      decisionCount: integer,
      successRate: share,
      keyDecisions: list(text),
      criticalProblems: list(text),
      warnings: list(text),
      successes: list(text),
      nodesExecuted: list(text),
      edgesTraversed: list(text),
    }),
    tokens: object({
      total: integer,
      input: integer,
      output: integer,
      cacheRead: integer,
      cacheWrite: integer,
      reasoning: integer,
      doubleCountedExcluded: integer,
    }),
    spanCount: integer,
    lateSpans: integer,
    orphanSpans: integer,
    conventions: counts,
    summary: text,
    warnings: list(text),
  }),
};
