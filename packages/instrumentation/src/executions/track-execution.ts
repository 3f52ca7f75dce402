import { redactAndLimit } from '@agent-attribution/core';
import { ATTRIBUTION_INPUT } from '@agent-attribution/semantic-conventions';
import { present } from '../attributes.js';
import { capturesContent, toToolContent } from '../content.js';
import type { NodeDefinition } from '../run-node.js';
import { runNode } from '../run-node.js';
import type { AgentOptions } from '../with-agent.js';
import { AGENT } from '../with-agent.js';
import type { ExecutionHandle } from './execution-handle.js';
import { ExecutionSpanHandle } from './execution-span-handle.js';

export interface ExecutionOptions extends Omit<AgentOptions, 'name'> {
  readonly agentName: string;
  /** Which of the agent's methods runs. Default `run`. */
  readonly method?: string | undefined;
  /** What the agent was given. Its size is recorded always, itself only if content is captured. */
  readonly input?: unknown;
  /**
   * What the caller passed on, to be seen by whoever follows the calls: recorded without secrets, cut to 1,000
   * characters, with the size of the whole.
   */
  readonly dataPassed?: unknown;
  /** What may stop the execution: an error that is the signal's reason is a cancellation, whatever its type. */
  readonly signal?: AbortSignal | undefined;
}

const MAX_DATA_PASSED = 1_000;

/**
 * Runs an agent and tells how it went, stage by stage: the span of `withAgent` with `attribution.execution.status`
 * (`success`, `failed`, `timeout`, `skipped` or `cancelled` at the end) and an event for each stage entered, completed
 * or failed. The result of `fn`, or what it throws, is passed on unchanged.
 *
 * @example
 * await trackExecution({ agentName: 'critic', input: draft, callReason: 'review' }, async (execution) => {
 *   execution.stage('should_respond');
 *   if (draft.length < 100) return execution.shouldRespond(false, 0.9, 'too short to judge');
 *   execution.llmRequest({ model: 'gpt-5', request: snapshotOf({ messages }) });
 *   const answer = await client.chat({ model: 'gpt-5', messages });
 *   execution.llmResponse({ response: answer.text, tokens: { input: answer.in, output: answer.out } });
 *   return answer.text;
 * });
 */
export const trackExecution = <R>(options: ExecutionOptions, fn: (execution: ExecutionHandle) => R): R =>
  runNode(EXECUTION, options, fn);

const EXECUTION: NodeDefinition<ExecutionOptions, ExecutionHandle> = {
  describe(options, outer) {
    const agent = AGENT.describe({ ...options, name: options.agentName }, outer);
    const passed = options.dataPassed === undefined ? undefined : toToolContent(options.dataPassed);
    present(
      {
        [ATTRIBUTION_INPUT.executionMethod]: options.method ?? 'run',
        [ATTRIBUTION_INPUT.executionInputChars]:
          options.input === undefined ? undefined : toToolContent(options.input).length,
        [ATTRIBUTION_INPUT.callData]: passed && redactAndLimit(passed, MAX_DATA_PASSED),
        [ATTRIBUTION_INPUT.callDataChars]: passed?.length,
      },
      agent.attributes,
    );
    return agent;
  },
  open(span, { captureContent, input, signal }) {
    const handle = new ExecutionSpanHandle(span, capturesContent(captureContent), signal);
    if (input !== undefined) handle.setInput(input);
    return handle;
  },
};
