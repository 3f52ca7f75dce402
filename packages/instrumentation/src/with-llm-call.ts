import type { Attributes } from '@opentelemetry/api';
import { SpanKind } from '@opentelemetry/api';
import { ATTRIBUTION_INPUT, GEN_AI } from '@agent-attribution/semantic-conventions';
import { present } from './attributes.js';
import { capturesContent } from './content.js';
import type { LlmRequestSnapshot } from './llm-snapshot.js';
import { snapshotAttributes } from './llm-snapshot.js';
import type { LlmCallHandle, LlmResponse, ResponseValidation } from './node-handle.js';
import type { NodeDefinition } from './run-node.js';
import { runNode } from './run-node.js';
import { SpanHandle } from './span-handle.js';

export interface LlmCallOptions {
  /** The model as requested. */
  readonly model?: string | undefined;
  /** `gen_ai.provider.name`: `openai`, `anthropic`, … */
  readonly provider?: string | undefined;
  /** Default `chat`. */
  readonly operation?: 'chat' | 'generate_content' | 'text_completion' | undefined;
  /** Sizes and names of the request, always recorded; `snapshotOf` takes them from messages and tools. */
  readonly request?: LlmRequestSnapshot | undefined;
  readonly captureContent?: boolean | undefined;
}

/**
 * Marks one call of a model: span `chat {model}` of kind CLIENT. Consume a stream inside `fn`, so that the span covers it.
 *
 * @example
 * await withLlmCall({ model: 'gpt-5', provider: 'openai', request: snapshotOf({ messages, tools }) }, async (call) => {
 *   const response = await client.chat.completions.create({ model: 'gpt-5', messages, tools });
 *   call.setResponse({ id: response.id, model: response.model, finishReasons: [response.choices[0].finish_reason] });
 *   call.setTokens({ input: response.usage.prompt_tokens, output: response.usage.completion_tokens });
 *   return response;
 * });
 */
export const withLlmCall = <R>(options: LlmCallOptions, fn: (call: LlmCallHandle) => R): R =>
  runNode(LLM_CALL, options, fn);

export const LLM_CALL: NodeDefinition<LlmCallOptions, LlmCallHandle> = {
  describe(options) {
    const operation = options.operation ?? 'chat';
    const attributes = present({
      [GEN_AI.operationName]: operation,
      [GEN_AI.providerName]: options.provider,
      [GEN_AI.requestModel]: options.model,
    });
    if (options.request !== undefined) snapshotAttributes(options.request, attributes);
    return {
      nodeType: 'llm_call',
      name: options.model === undefined ? operation : `${operation} ${options.model}`,
      kind: SpanKind.CLIENT,
      attributes,
    };
  },
  open: (span, options) => new LlmCallSpanHandle(span, capturesContent(options.captureContent)),
};

class LlmCallSpanHandle extends SpanHandle implements LlmCallHandle {
  setResponse({ id, model, finishReasons }: LlmResponse): void {
    this.setAttributes(
      present({
        [GEN_AI.responseId]: id,
        [GEN_AI.responseModel]: model,
        [GEN_AI.responseFinishReasons]: finishReasons && [...finishReasons],
      }),
    );
  }

  setResponseValidation(validation: ResponseValidation): void {
    this.setAttributes(responseValidationAttributes(validation));
  }
}

export const responseValidationAttributes = (validation: ResponseValidation): Attributes =>
  present({
    [ATTRIBUTION_INPUT.responseValid]: validation.valid,
    [ATTRIBUTION_INPUT.responseQualityScore]: validation.qualityScore,
    [ATTRIBUTION_INPUT.responseErrors]: validation.errors && [...validation.errors],
    [ATTRIBUTION_INPUT.responseWarnings]: validation.warnings && [...validation.warnings],
    [ATTRIBUTION_INPUT.responseWordCount]: validation.wordCount,
  });
