import { TASK_STATUSES } from '@agent-attribution/core';
import {
  FAILURE_ATTRIBUTIONS,
  FAILURE_CATEGORIES,
  NODE_TYPES,
  RUN_STATUSES,
} from '@agent-attribution/semantic-conventions';
import { WINDOWS } from './query.js';
import type { Schema } from './schema-building.js';
import {
  counts,
  flag,
  integer,
  list,
  number,
  numberOrNull,
  object,
  oneOf,
  orNull,
  share,
  text,
  textOrNull,
  time,
} from './schema-building.js';

export type AnalyticsSchemaName =
  | 'Execution'
  | 'ExecutionList'
  | 'ExecutionDetail'
  | 'ResponseQuality'
  | 'Diagnosis'
  | 'Evidence'
  | 'Timeline'
  | 'CallChain'
  | 'FailureAnalysis'
  | 'Comparison'
  | 'Patterns'
  | 'Suggestions'
  | 'SuspiciousActions'
  | 'Performance'
  | 'Series'
  | 'Trends'
  | 'Inflections'
  | 'TaskDecision';

const flagOrNull: Schema = { type: ['boolean', 'null'] };
const anyObject: Schema = { type: 'object' };
const ofName = (name: AnalyticsSchemaName): Schema => ({ $ref: `#/components/schemas/${name}` });
/** An object of which some properties may be left out. */
const partly = (properties: Readonly<Record<string, Schema>>): Schema => ({ type: 'object', properties });
const direction = oneOf(['improving', 'stable', 'declining', 'insufficient_data']);
const window = oneOf(Object.keys(WINDOWS));

const execution = {
  executionId: text,
  traceId: text,
  spanId: text,
  agentName: text,
  method: textOrNull,
  conversationId: textOrNull,
  status: oneOf([
    'pending',
    'running',
    'llm_request',
    'llm_response',
    'success',
    'failed',
    'timeout',
    'skipped',
    'cancelled',
  ]),
  currentStage: text,
  startedAt: time,
  durationMs: numberOrNull,
  overheadMs: numberOrNull,
  inputData: textOrNull,
  outputData: textOrNull,
  llmModel: textOrNull,
  llmCalls: integer,
  llmTokensUsed: numberOrNull,
  llmLatencyMs: numberOrNull,
  responseValid: flagOrNull,
  responseQualityScore: numberOrNull,
  responseErrors: list(text),
  responseWarnings: list(text),
  responseMetrics: orNull(anyObject),
  errorType: textOrNull,
  errorMessage: textOrNull,
  relevanceScore: numberOrNull,
  relevanceReasoning: textOrNull,
};

const stage = object({
  executionId: text,
  agent: text,
  timestamp: time,
  stage: text,
  status: oneOf(['started', 'completed', 'failed', 'event']),
  durationMs: numberOrNull,
  level: text,
  message: text,
});

const call = object({
  depth: integer,
  sequence: integer,
  parentAgent: textOrNull,
  childAgent: textOrNull,
  childExecutionId: text,
  callReason: textOrNull,
  status: textOrNull,
});

const evidenceRun = {
  type: 'object',
  required: ['runId', 'outputText', 'transcript', 'toolResults', 'warnings'],
  properties: {
    runId: text,
    sessionId: text,
    outputText: text,
    finishReason: text,
    transcript: list(
      partly({
        eventType: text,
        role: text,
        content: text,
        toolName: text,
        toolCallId: text,
        finishReason: text,
        eventPayload: anyObject,
      }),
    ),
    toolResults: list(
      partly({
        toolName: text,
        toolCallId: text,
        content: text,
        url: text,
        title: text,
        createdAt: text,
      }),
    ),
    warnings: list(text),
  },
};

const comparedRun = object({ id: text, status: oneOf(RUN_STATUSES), decisions: integer, successRate: share });

const rates = {
  totalExecutions: integer,
  successRate: share,
  errorRate: share,
  p50DurationMs: numberOrNull,
  p95DurationMs: numberOrNull,
};

export const ANALYTICS_SCHEMAS: Readonly<Record<AnalyticsSchemaName, Schema>> = {
  Execution: object(execution),
  ExecutionList: object({
    hours: number,
    executions: list(ofName('Execution')),
    nextCursor: {
      ...textOrNull,
      description: 'Null on the last page, and for lists that have one page only.',
    },
  }),
  ExecutionDetail: object({
    ...execution,
    llmRequest: orNull(anyObject),
    llmResponse: orNull(anyObject),
    stages: list(stage),
    callChain: list(call),
  }),
  ResponseQuality: object({
    hours: number,
    quality: orNull(
      object({
        totalResponses: integer,
        validResponses: integer,
        invalidResponses: integer,
        validityRate: share,
        avgQualityScore: numberOrNull,
        qualityDistribution: object({ excellent: integer, good: integer, fair: integer, poor: integer }),
        commonErrors: list(object({ error: text, count: integer })),
        commonWarnings: list(object({ warning: text, count: integer })),
      }),
    ),
  }),
  Diagnosis: object({
    agent: text,
    conversationId: text,
    status: oneOf([
      'never_invoked',
      'skipped',
      'failed',
      'timeout',
      'fired_successfully',
      'cancelled',
      'in_progress',
    ]),
    message: text,
    executionCount: integer,
    possibleReasons: list(text),
    executions: list(anyObject),
  }),
  Evidence: object({
    traceId: text,
    packet: object({
      taskId: text,
      attemptIndex: integer,
      mainRun: orNull(evidenceRun),
      teamRuns: list(evidenceRun),
      teamNodeResults: list(partly({ node: text, success: flag, finishReason: text, error: text })),
      finalOutput: text,
    }),
    metadata: object({
      evidenceRunIds: list(text),
      evidenceSessionIds: list(text),
      toolResultCount: integer,
      evidenceLength: integer,
    }),
  }),
  Timeline: object({ traceId: text, stages: list(stage) }),
  CallChain: object({
    traceId: text,
    roots: list(object({ executionId: text, agent: text, status: text, calls: list(call) })),
  }),
  FailureAnalysis: object({
    traceId: text,
    summary: text,
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
    analysis: orNull(
      object({
        runId: text,
        failurePoint: text,
        rootCause: text,
        decisionChain: list(text),
        problems: list(text),
        suggestions: list(text),
      }),
    ),
  }),
  Comparison: object({
    run1: comparedRun,
    run2: comparedRun,
    differences: list(text),
    firstDivergence: orNull(
      object({
        index: integer,
        kind: oneOf(['other_node', 'other_choice', 'other_outcome', 'run_1_ended', 'run_2_ended']),
        run1: textOrNull,
        run2: textOrNull,
      }),
    ),
    summaries: list(text),
    decisions: {
      ...list(list(text)),
      description: 'Of each run, each in one line; `firstDivergence.index` counts these.',
    },
  }),
  SuspiciousActions: object({
    taskId: text,
    failedRuns: integer,
    passedRuns: integer,
    actions: list(object({ action: text, suspiciousness: share })),
  }),
  Patterns: object({
    goalId: text,
    runCount: integer,
    successRate: share,
    commonFailures: list(object({ error: text, count: integer })),
    problematicNodes: list(object({ nodeId: text, failureRate: share })),
    decisionTypeDistribution: counts,
    commonChoices: {
      type: 'object',
      additionalProperties: object({ choice: text, count: integer, alternatives: integer }),
    },
    nodes: list(
      object({
        nodeId: text,
        totalDecisions: integer,
        successRate: share,
        avgLatencyMs: number,
        totalTokens: number,
        decisionTypeDistribution: counts,
      }),
    ),
  }),
  Suggestions: object({
    goalId: text,
    runCount: integer,
    suggestions: list(
      object({
        type: oneOf(['node_improvement', 'error_handling', 'architecture']),
        target: text,
        reason: text,
        recommendation: text,
        priority: oneOf(['high', 'medium']),
      }),
    ),
  }),
  Performance: object({
    window,
    from: time,
    agentName: text,
    ...rates,
    successful: integer,
    failed: integer,
    timedOut: integer,
    skipped: integer,
    cancelled: integer,
    inProgress: integer,
    avgDurationMs: numberOrNull,
    p99DurationMs: numberOrNull,
    llm: object({
      totalCalls: integer,
      totalTokens: number,
      avgTokensPerCall: numberOrNull,
      avgLatencyMs: numberOrNull,
    }),
    commonErrors: list(object({ errorType: text, count: integer })),
    days: list(object({ date: { type: 'string', format: 'date' }, ...rates })),
  }),
  Series: object({
    agent: text,
    window,
    from: time,
    stepMs: integer,
    points: list(
      object({
        at: time,
        runs: integer,
        successRate: share,
        blameShare: {
          ...numberOrNull,
          description: 'Mean over the runs that failed; null where none did.',
        },
        costUsd: { ...numberOrNull, description: 'Sum; null where no run told its cost.' },
        tokens: integer,
        p50DurationMs: number,
        p95DurationMs: number,
      }),
    ),
  }),
  Trends: object({
    agent: text,
    computedAt: time,
    tasksCompletedTotal: integer,
    tasksCompleted7d: numberOrNull,
    tasksCompleted30d: numberOrNull,
    avgDurationMs: numberOrNull,
    successRatePercent: numberOrNull,
    costPerTask: numberOrNull,
    qualityScore: numberOrNull,
    collaborationScore: numberOrNull,
    trendDirection: direction,
    windows: list(
      object({
        windowSize: text,
        dataPointCount: integer,
        tasksCompleted: integer,
        tasksFailed: integer,
        successRate: numberOrNull,
        errorRate: numberOrNull,
        avgQualityScore: numberOrNull,
        avgContributionScore: numberOrNull,
        avgBlameShare: numberOrNull,
        avgCostPerTask: numberOrNull,
        currency: textOrNull,
        avgDurationMs: numberOrNull,
        p50DurationMs: numberOrNull,
        p95DurationMs: numberOrNull,
        p99DurationMs: numberOrNull,
        avgTokensPerTask: numberOrNull,
        totalTokens: number,
        collaborationScore: numberOrNull,
      }),
    ),
    trends: list(
      object({ metricName: text, windowSize: text, direction, slope: number, dataPointCount: integer }),
    ),
  }),
  Inflections: object({
    agent: text,
    window,
    inflections: list(
      object({
        metricName: text,
        windowSize: text,
        oldDirection: direction,
        newDirection: direction,
        slope: number,
        detectedAt: time,
      }),
    ),
  }),
  TaskDecision: object({
    taskId: text,
    traceId: text,
    previousStatus: oneOf(TASK_STATUSES),
    status: oneOf(TASK_STATUSES),
    closeReason: textOrNull,
    closedAt: { type: ['string', 'null'], format: 'date-time' },
    isOpen: flag,
    isExecutionActive: flag,
    requiresUserAction: flag,
  }),
};
