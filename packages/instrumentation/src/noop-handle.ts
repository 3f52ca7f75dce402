import { INVALID_SPAN_CONTEXT, trace } from '@opentelemetry/api';
import type { ExecutionHandle } from './executions/execution-handle.js';
import type { CheckHandle, LlmCallHandle } from './node-handle.js';

const nothing = (): void => {};

/** Given to every wrapped function when nothing is recorded: shared and frozen, so it costs nothing to hand out. */
export const NOOP_HANDLE: Readonly<ExecutionHandle & LlmCallHandle & CheckHandle<string>> = Object.freeze({
  span: trace.wrapSpanContext(INVALID_SPAN_CONTEXT),
  setAttributes: nothing,
  setInput: nothing,
  setOutput: nothing,
  setTokens: nothing,
  setOutcome: nothing,
  setRelevance: nothing,
  setStage: nothing,
  setTerminationReason: nothing,
  setResponse: nothing,
  setResponseValidation: nothing,
  setVerdict: nothing,
  stage: nothing,
  completeStage: () => false,
  llmRequest: nothing,
  llmResponse: nothing,
  shouldRespond: nothing,
  logEvent: nothing,
});
