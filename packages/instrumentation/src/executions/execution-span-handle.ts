import type { Span } from '@opentelemetry/api';
import { context } from '@opentelemetry/api';
import type { ExecutionStage, ExecutionStatus } from '@agent-attribution/core';
import { redactAndLimit, validateResponse } from '@agent-attribution/core';
import type { StatedOutcome } from '@agent-attribution/semantic-conventions';
import {
  ATTRIBUTION_EVENT,
  ATTRIBUTION_EVENT_ATTRIBUTE as EVENT,
  ATTRIBUTION_INPUT,
} from '@agent-attribution/semantic-conventions';
import { activeTracer } from '../activation.js';
import { present } from '../attributes.js';
import { toJson, toToolContent } from '../content.js';
import { errorMessageOf } from '../error-type.js';
import type { LlmCallHandle } from '../node-handle.js';
import { failNode, openNode, succeedNode } from '../run-node.js';
import type { SpanHandle } from '../span-handle.js';
import { AgentSpanHandle } from '../with-agent.js';
import type { LlmCallOptions } from '../with-llm-call.js';
import { LLM_CALL, responseValidationAttributes } from '../with-llm-call.js';
import type { ExecutionHandle, ExecutionLlmResponse, LogLevel } from './execution-handle.js';
import { OUTCOME_OF_STATUS, statusOfError } from './execution-status.js';

/** Limits of a log event, in characters. */
const MAX_MESSAGE = 500;
const MAX_DATA = 1_000;

type StageStatus = 'started' | 'completed' | 'failed' | 'event';

interface StageLog {
  readonly stage: ExecutionStage;
  readonly status: StageStatus;
  readonly message: string;
  readonly level?: LogLevel | undefined;
  readonly durationMs?: number | undefined;
  readonly data?: unknown;
}

/** An execution is a run of an agent that also tells its stages, its status and its model calls. */
export class ExecutionSpanHandle extends AgentSpanHandle implements ExecutionHandle {
  readonly #signal: AbortSignal | undefined;
  #status: ExecutionStatus = 'pending';
  #current: ExecutionStage = 'init';
  /** Open stages and when they were entered, in ms of a clock that only moves forward. */
  readonly #open = new Map<ExecutionStage, number>();
  #isOver = false;
  #call: (SpanHandle & LlmCallHandle) | undefined;

  constructor(span: Span, capturesContent: boolean, signal: AbortSignal | undefined) {
    super(span, capturesContent);
    this.#signal = signal;
    this.#setStatus('running');
    this.stage('init', 'Agent execution started');
  }

  stage(stage: ExecutionStage, message: string = `Entering ${stage}`, data?: unknown): void {
    this.#current = stage;
    this.#open.set(stage, performance.now());
    this.setStage(stage);
    this.#log({ stage, status: 'started', message, data });
  }

  completeStage(stage: ExecutionStage = this.#current, data?: unknown): boolean {
    const enteredMs = this.#open.get(stage);
    if (enteredMs === undefined) return false;
    this.#open.delete(stage);
    this.#log({
      stage,
      status: 'completed',
      message: `Completed ${stage}`,
      durationMs: Math.round(performance.now() - enteredMs),
      data,
    });
    return true;
  }

  llmRequest(request: LlmCallOptions): void {
    // A span begun after the end would never end itself.
    if (this.#isOver) return;
    this.#endCall();
    this.stage('llm_call', request.model === undefined ? 'Calling a model' : `Calling ${request.model}`);
    this.#progress('llm_request');
    const tracer = activeTracer();
    if (tracer !== undefined) this.#call = openNode(tracer, LLM_CALL, request, context.active()).handle;
  }

  llmResponse({ response, id, model, finishReasons, tokens, validate = true }: ExecutionLlmResponse): void {
    const call = this.#call;
    call?.setResponse({ id, model, finishReasons });
    if (tokens !== undefined) call?.setTokens(tokens);
    call?.setOutput(response);
    if (validate) this.#validate(response, call);
    this.#endCall();
    this.#progress('llm_response');
    this.completeStage('llm_call');
  }

  shouldRespond(should: boolean, confidence?: number, reasoning?: string): void {
    this.setRelevance({ shouldRespond: should, score: confidence, reason: reasoning });
  }

  override setOutcome(outcome: StatedOutcome): void {
    super.setOutcome(outcome);
    if (outcome === 'skipped') this.#setStatus('skipped');
  }

  logEvent(message: string, level: LogLevel = 'info', data?: unknown): void {
    this.#log({ stage: this.#current, status: 'event', message, level, data });
  }

  override setOutput(content: unknown): void {
    super.setOutput(content);
    this.span.setAttribute(ATTRIBUTION_INPUT.executionOutputChars, toToolContent(content).length);
  }

  override settle(value: unknown): void {
    super.settle(value);
    this.#isOver = true;
    this.#endCall();
    // An agent that found itself irrelevant and returned has not succeeded: it was skipped.
    if (this.#status === 'skipped') return;
    this.stage('complete', 'Agent execution completed successfully');
    this.#setStatus('success');
  }

  override fail(error: unknown): void {
    const status = statusOfError(error, this.#signal);
    this.#isOver = true;
    // A call that never got its response is what threw, as far as anybody can tell.
    if (this.#call !== undefined) failNode(this.#call, error);
    this.#call = undefined;
    this.#log({
      stage: this.#current,
      status: 'failed',
      message: `Error: ${errorMessageOf(error)}`,
      level: 'error',
    });
    if (!this.hasOutcome || this.#status === 'skipped')
      this.setOutcome(OUTCOME_OF_STATUS[status] ?? 'failure');
    this.#setStatus(status);
    super.fail(error);
  }

  /** Where the model call's span is not recorded, or nothing was requested, the execution's own span tells it. */
  #validate(response: unknown, call: LlmCallHandle | undefined): void {
    const { isValid, qualityScore, errors, warnings, metrics } = validateResponse(response);
    const validation = {
      valid: isValid,
      qualityScore,
      errors: errors.map((error) => redactAndLimit(error, MAX_MESSAGE)),
      warnings,
      wordCount: metrics.wordCount,
    };
    if (call !== undefined) call.setResponseValidation(validation);
    else this.setAttributes(responseValidationAttributes(validation));
  }

  #endCall(): void {
    if (this.#call !== undefined) succeedNode(this.#call, undefined);
    this.#call = undefined;
  }

  /** An agent that found itself irrelevant stays skipped, whatever it does before it returns. */
  #progress(status: ExecutionStatus): void {
    if (this.#status !== 'skipped') this.#setStatus(status);
  }

  #setStatus(status: ExecutionStatus): void {
    this.#status = status;
    this.span.setAttribute(ATTRIBUTION_INPUT.executionStatus, status);
  }

  #log({ stage, status, message, level = 'info', durationMs, data }: StageLog): void {
    this.span.addEvent(
      ATTRIBUTION_EVENT.stage,
      present({
        [EVENT.stageName]: stage,
        [EVENT.stageStatus]: status,
        [EVENT.stageMessage]: redactAndLimit(message, MAX_MESSAGE),
        [EVENT.stageLevel]: level,
        [EVENT.stageDurationMs]: durationMs,
        [EVENT.stageData]: data === undefined ? undefined : redactAndLimit(toJson(data), MAX_DATA),
      }),
    );
  }
}
