import type { PlainObject } from '../../plain/values.js';

export type ExecutionStatus =
  | 'pending'
  | 'running'
  | 'llm_request'
  | 'llm_response'
  | 'success'
  | 'failed'
  | 'timeout'
  | 'skipped'
  | 'cancelled';

export type ExecutionStage =
  | 'init'
  | 'should_respond'
  | 'pre_process'
  | 'llm_prepare'
  | 'llm_call'
  | 'llm_parse'
  | 'post_process'
  | 'complete';

/** One time an agent was called. Null is unknown or does not apply. */
export interface ExecutionRecord {
  readonly executionId: string;
  readonly agentName: string;
  readonly method: string | null;
  readonly tenantId: string | null;
  readonly conversationId: string | null;
  readonly status: ExecutionStatus;
  readonly currentStage: ExecutionStage;
  /** Milliseconds since the epoch. */
  readonly createdAtMs: number;
  readonly durationMs: number | null;
  readonly inputData: unknown;
  readonly outputData: unknown;
  readonly llmModel: string | null;
  /** Null when no model was called. */
  readonly llmRequest: PlainObject | null;
  readonly llmResponse: PlainObject | null;
  readonly llmTokensUsed: number | null;
  readonly llmLatencyMs: number | null;
  readonly responseValid: boolean | null;
  /** 0..1. */
  readonly responseQualityScore: number | null;
  readonly responseErrors: readonly string[];
  readonly responseWarnings: readonly string[];
  readonly responseMetrics: PlainObject | null;
  readonly errorType: string | null;
  readonly errorMessage: string | null;
  readonly relevanceScore: number | null;
  readonly relevanceReasoning: string | null;
}

/** What happened in an execution, stage by stage. */
export interface ExecutionLogRecord {
  readonly executionId: string;
  readonly timestampMs: number;
  readonly stage: ExecutionStage;
  readonly stageStatus: 'started' | 'completed' | 'failed' | 'event';
  readonly durationMs: number | null;
  readonly level: string;
  readonly message: string;
  readonly data: unknown;
}

/** One execution called another. */
export interface ExecutionCallLink {
  readonly rootExecutionId: string;
  readonly parentExecutionId: string | null;
  readonly childExecutionId: string;
  readonly callReason: string | null;
  /** 1 for what the root calls itself. */
  readonly depth: number;
  /** Order among the calls of the same parent. */
  readonly sequence: number;
}
