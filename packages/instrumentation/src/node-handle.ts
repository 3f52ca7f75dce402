import type { Attributes, Span } from '@opentelemetry/api';
import type { StatedOutcome } from '@agent-attribution/semantic-conventions';
import type { TokenCounts } from './attributes.js';

/**
 * What a wrapped function is given to tell more about its node. Every method is safe to call at any time: after the
 * end, or when nothing is recorded, it does nothing.
 */
export interface NodeHandle {
  /** The node's span, for links and propagation. A non-recording one when nothing is recorded. */
  readonly span: Span;
  setAttributes(attributes: Attributes): void;
  /** What went in. Recorded only when content is captured; a string is one message of the user. */
  setInput(content: unknown): void;
  /** What came out. Recorded only when content is captured; a string is one message of the assistant. */
  setOutput(content: unknown): void;
  setTokens(tokens: TokenCounts): void;
  /** How it went, where the program knows better than "it did not throw". */
  setOutcome(outcome: StatedOutcome): void;
}

/** Handle of {@link withAgent}. */
export interface AgentHandle extends NodeHandle {
  /**
   * What the agent thought of its own relevance before it ran; `shouldRespond: false` states the outcome `skipped`,
   * which a normal return does not overwrite.
   */
  setRelevance(relevance: Relevance): void;
  setStage(stage: string): void;
  /** Why the agent's loop ended: one of the known reasons, or the runtime's own word. */
  setTerminationReason(reason: string): void;
}

export interface Relevance {
  readonly shouldRespond: boolean;
  /** 0..1 */
  readonly score?: number | undefined;
  readonly reason?: string | undefined;
}

/** Handle of {@link withLlmCall}. */
export interface LlmCallHandle extends NodeHandle {
  setResponse(response: LlmResponse): void;
  /** The result of validating the response, with rules of your choice. */
  setResponseValidation(validation: ResponseValidation): void;
}

export interface LlmResponse {
  readonly id?: string | undefined;
  readonly model?: string | undefined;
  readonly finishReasons?: readonly string[] | undefined;
}

export interface ResponseValidation {
  readonly valid: boolean;
  /** 0..1 */
  readonly qualityScore?: number | undefined;
  readonly errors?: readonly string[] | undefined;
  readonly warnings?: readonly string[] | undefined;
  readonly wordCount?: number | undefined;
}

/** Handle of a check: besides returning a finding, the function may state its verdict here. */
export interface CheckHandle<V extends string> extends NodeHandle {
  setVerdict(verdict: V, details?: VerdictDetails): void;
}

export interface VerdictDetails {
  /** 0..1 */
  readonly confidence?: number | undefined;
  readonly reason?: string | undefined;
}
