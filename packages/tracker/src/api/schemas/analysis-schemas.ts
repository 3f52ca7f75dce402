import {
  FAILURE_ATTRIBUTIONS,
  FAILURE_CATEGORIES,
  NODE_TYPES,
} from '@agent-attribution/semantic-conventions';
import { call, stage } from './execution-steps.js';
import {
  anyObject,
  flag,
  integer,
  list,
  object,
  oneOf,
  orNull,
  partly,
  share,
  text,
} from './schema-building.js';
import type { Schema } from './schema-building.js';

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

/** What happened in one run. */
export const ANALYSIS_SCHEMAS: Readonly<
  Record<'Evidence' | 'Timeline' | 'CallChain' | 'FailureAnalysis', Schema>
> = {
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
};
