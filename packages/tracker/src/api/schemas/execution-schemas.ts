import { call, stage } from './execution-steps.js';
import { ref } from './reference.js';
import {
  anyObject,
  flagOrNull,
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
import type { Schema } from './schema-building.js';

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

/** Executions of agents, and how good their responses were. */
export const EXECUTION_SCHEMAS: Readonly<
  Record<'Execution' | 'ExecutionList' | 'ExecutionDetail' | 'ResponseQuality' | 'Diagnosis', Schema>
> = {
  Execution: object(execution),
  ExecutionList: object({
    hours: number,
    executions: list(ref('Execution')),
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
};
