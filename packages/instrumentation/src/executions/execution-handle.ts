import type { ExecutionStage } from '@agent-attribution/core';
import type { TokenCounts } from '../attributes.js';
import type { LlmCallOptions } from '../with-llm-call.js';
import type { AgentHandle } from '../node-handle.js';

/** Handle of {@link trackExecution}. Every method is safe to call at any time. */
export interface ExecutionHandle extends AgentHandle {
  /** Enters a stage; the one before stays open until it is completed. @param message default `Entering <stage>` */
  stage(stage: ExecutionStage, message?: string, data?: unknown): void;
  /** Completes a stage, by default the current one. False when it is not open: nothing is completed twice. */
  completeStage(stage?: ExecutionStage, data?: unknown): boolean;
  /** Enters the stage `llm_call` and opens the model call's own span; a call without a response yet is ended. */
  llmRequest(request: LlmCallOptions): void;
  /** Ends the model call: its span gets the response's validation, and the stage `llm_call` is completed. */
  llmResponse(response: ExecutionLlmResponse): void;
  /** The agent's view of its own relevance; after `false` the execution is `skipped`, however it returns. */
  shouldRespond(should: boolean, confidence?: number, reasoning?: string): void;
  /** Tells something of the current stage. @param level default `info` */
  logEvent(message: string, level?: LogLevel, data?: unknown): void;
}

export type LogLevel = 'debug' | 'info' | 'warning' | 'error';

export interface ExecutionLlmResponse {
  /** The text, or an object with `content` and perhaps `error`: what is validated. Kept only if content is captured. */
  readonly response: unknown;
  readonly id?: string | undefined;
  /** The model that answered. */
  readonly model?: string | undefined;
  readonly finishReasons?: readonly string[] | undefined;
  readonly tokens?: TokenCounts | undefined;
  /** Default true. */
  readonly validate?: boolean | undefined;
}
