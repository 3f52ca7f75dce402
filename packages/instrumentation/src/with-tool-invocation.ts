import type { Span } from '@opentelemetry/api';
import { SpanKind } from '@opentelemetry/api';
import { softErrorOf, toolFingerprint } from '@agent-attribution/core';
import {
  ATTRIBUTION_EVENT,
  ATTRIBUTION_EVENT_ATTRIBUTE,
  ATTRIBUTION_INPUT,
  GEN_AI,
  OTEL,
} from '@agent-attribution/semantic-conventions';
import { present } from './attributes.js';
import { capturesContent, toToolContent } from './content.js';
import type { NodeHandle } from './node-handle.js';
import type { NodeDefinition } from './run-node.js';
import { runNode } from './run-node.js';
import { SpanHandle } from './span-handle.js';

export interface ToolInvocationOptions {
  readonly name: string;
  /** The id the model gave this call. */
  readonly callId?: string | undefined;
  /** `function`, `extension` or `datastore`. */
  readonly type?: string | undefined;
  /** Recorded as a fingerprint; as content only when content is captured. */
  readonly arguments?: unknown;
  readonly captureContent?: boolean | undefined;
}

/**
 * Marks one call of a tool: span `execute_tool {name}`, with the name of the agent that runs it. A result that says
 * `isError: true`, as tools of the Model Context Protocol do, states the outcome `failure` without an exception; one that holds an
 * error (`{ error: … }`, a status of 400 or more) is marked as such. What `fn` returns is the result, unless
 * `setOutput` says otherwise.
 *
 * @example const rows = await withToolInvocation({ name: 'search', callId, arguments: { q } }, () => search(q));
 */
export const withToolInvocation = <R>(
  options: ToolInvocationOptions | string,
  fn: (tool: NodeHandle) => R,
): R => runNode(TOOL, options, fn);

const optionsOf = (options: ToolInvocationOptions | string): ToolInvocationOptions =>
  typeof options === 'string' ? { name: options } : options;

const TOOL: NodeDefinition<ToolInvocationOptions | string, NodeHandle> = {
  describe(given, outer) {
    const options = optionsOf(given);
    return {
      nodeType: 'tool_invocation',
      name: `execute_tool ${options.name}`,
      kind: SpanKind.INTERNAL,
      attributes: present({
        [GEN_AI.operationName]: 'execute_tool',
        [GEN_AI.toolName]: options.name,
        [GEN_AI.toolCallId]: options.callId,
        [GEN_AI.toolType]: options.type,
        [GEN_AI.agentName]: outer.agent?.name,
      }),
    };
  },
  open(span, given) {
    const options = optionsOf(given);
    const handle = new ToolSpanHandle(span, capturesContent(options.captureContent));
    if (options.arguments !== undefined) {
      span.setAttribute(ATTRIBUTION_INPUT.toolFingerprint, toolFingerprint(options.name, options.arguments));
      handle.setInput(options.arguments);
    }
    return handle;
  },
};

/** Says `isError: true` of itself. */
export const isErrorResult = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'isError' in value && value.isError === true;

class ToolSpanHandle extends SpanHandle {
  #hasOutput = false;

  // A tool's content has attributes of its own.
  override setInput(content: unknown): void {
    this.#setContent(GEN_AI.toolCallArguments, content);
  }

  override setOutput(content: unknown): void {
    this.#hasOutput = true;
    this.#setContent(GEN_AI.toolCallResult, content);
  }

  override settle(value: unknown): void {
    if (!this.#hasOutput && value !== undefined) this.setOutput(value);
    if (isErrorResult(value)) markToolError(this.span);
    else markSoftError(this.span, value);
  }

  #setContent(key: string, content: unknown): void {
    if (this.capturesContent) this.span.setAttribute(key, toToolContent(content));
  }
}

/** The tool ran, and says that it failed: an outcome, not a status, since nothing was thrown. */
export const markToolError = (span: Span): void => {
  span.setAttributes({ [ATTRIBUTION_INPUT.outcome]: 'failure', [OTEL.errorType]: 'tool_error' });
};

/** A result such as `{ error: … }`: its text is kept even where content is not, as that of an exception is. */
export const markSoftError = (span: Span, result: unknown): void => {
  const description = softErrorOf(result);
  if (description === undefined) return;
  span.setAttribute('gen_ai.tool.status', 'error');
  span.addEvent(ATTRIBUTION_EVENT.problem, {
    [ATTRIBUTION_EVENT_ATTRIBUTE.problemSeverity]: 'warning',
    [ATTRIBUTION_EVENT_ATTRIBUTE.problemDescription]: description,
  });
};
