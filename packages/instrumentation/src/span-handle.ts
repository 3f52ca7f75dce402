import type { Attributes, Span } from '@opentelemetry/api';
import { SpanStatusCode } from '@opentelemetry/api';
import type { StatedOutcome } from '@agent-attribution/semantic-conventions';
import { ATTRIBUTION_INPUT, GEN_AI, OTEL } from '@agent-attribution/semantic-conventions';
import type { TokenCounts } from './attributes.js';
import { tokenAttributes } from './attributes.js';
import { toMessagesJson } from './content.js';
import { errorMessageOf, errorTypeOf } from './error-type.js';
import type { NodeHandle } from './node-handle.js';

/** Platform errors that say how the work ended, where the program itself did not. */
const OUTCOME_OF_ERROR: Readonly<Record<string, StatedOutcome>> = {
  AbortError: 'cancelled',
  TimeoutError: 'timeout',
};

/** A handle over a recording span, and the life of that span. Node types with more to tell extend it. */
export class SpanHandle implements NodeHandle {
  readonly span: Span;
  protected readonly capturesContent: boolean;
  #hasOutcome = false;

  constructor(span: Span, capturesContent: boolean) {
    this.span = span;
    this.capturesContent = capturesContent;
  }

  setAttributes(attributes: Attributes): void {
    this.span.setAttributes(attributes);
  }

  setInput(content: unknown): void {
    if (this.capturesContent) this.span.setAttribute(GEN_AI.inputMessages, toMessagesJson(content, 'user'));
  }

  setOutput(content: unknown): void {
    if (this.capturesContent)
      this.span.setAttribute(GEN_AI.outputMessages, toMessagesJson(content, 'assistant'));
  }

  setTokens(tokens: TokenCounts): void {
    this.span.setAttributes(tokenAttributes(tokens));
  }

  /** Whether the program has stated how it went. */
  protected get hasOutcome(): boolean {
    return this.#hasOutcome;
  }

  setOutcome(outcome: StatedOutcome): void {
    this.#hasOutcome = true;
    this.span.setAttribute(ATTRIBUTION_INPUT.outcome, outcome);
  }

  /** Called with what the function returned, or resolved to, before the span ends. */
  settle(_value: unknown): void {}

  /** Called with what the function threw, or rejected with, before the span ends. */
  fail(error: unknown): void {
    const type = errorTypeOf(error);
    const message = errorMessageOf(error);
    this.span.recordException(error instanceof Error ? error : message);
    this.span.setStatus({ code: SpanStatusCode.ERROR, message });
    this.span.setAttribute(OTEL.errorType, type);
    const outcome = OUTCOME_OF_ERROR[type];
    if (outcome !== undefined && !this.#hasOutcome) this.setOutcome(outcome);
  }

  end(): void {
    this.span.end();
  }
}
