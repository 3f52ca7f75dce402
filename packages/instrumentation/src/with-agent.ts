import { SpanKind } from '@opentelemetry/api';
import { ATTRIBUTION_INPUT, GEN_AI } from '@agent-attribution/semantic-conventions';
import { idAttributes, present } from './attributes.js';
import { capturesContent } from './content.js';
import type { AgentHandle, Relevance } from './node-handle.js';
import type { NodeDefinition } from './run-node.js';
import { runNode } from './run-node.js';
import type { WorkIds } from './scope.js';
import { inheritIds } from './scope.js';
import { SpanHandle } from './span-handle.js';

export interface AgentOptions extends WorkIds {
  /** The agent's name: with the service's name, its identity in every verdict. */
  readonly name: string;
  readonly id?: string | undefined;
  /** Span ids or subtask ids whose output this agent consumes, where the span tree does not tell. */
  readonly dependsOn?: readonly string[] | undefined;
  /** Why its caller called it. */
  readonly callReason?: string | undefined;
  /** Default: `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT`, else false. */
  readonly captureContent?: boolean | undefined;
}

/**
 * Marks one run of an agent: span `invoke_agent {name}`. Task, subtask, goal and conversation are inherited by the
 * agents below, across `await`. The result of `fn`, or what it throws, is passed on unchanged.
 *
 * @example
 * const answer = await withAgent({ name: 'researcher', taskId: 'T-17' }, async (agent) => {
 *   const found = await withTurn(() => withToolInvocation({ name: 'search', arguments: { q } }, () => search(q)));
 *   agent.setOutcome(found.length > 0 ? 'success' : 'partial');
 *   return found;
 * });
 */
export const withAgent = <R>(options: AgentOptions | string, fn: (agent: AgentHandle) => R): R =>
  runNode(AGENT, options, fn);

/** Leaves a record of an agent that was considered for the work and did not run: outcome `skipped`. */
export const recordSkippedAgent = (
  options: AgentOptions | string,
  relevance: Omit<Relevance, 'shouldRespond'>,
): void => withAgent(options, (agent) => agent.setRelevance({ ...relevance, shouldRespond: false }));

const optionsOf = (options: AgentOptions | string): AgentOptions =>
  typeof options === 'string' ? { name: options } : options;

export const AGENT: NodeDefinition<AgentOptions | string, AgentHandle> = {
  describe(given, outer) {
    const options = optionsOf(given);
    const ids = inheritIds(options, outer);
    return {
      nodeType: 'agent',
      name: `invoke_agent ${options.name}`,
      kind: SpanKind.INTERNAL,
      attributes: idAttributes(
        ids,
        present({
          [GEN_AI.operationName]: 'invoke_agent',
          [GEN_AI.agentName]: options.name,
          [GEN_AI.agentId]: options.id,
          [ATTRIBUTION_INPUT.dependsOn]: options.dependsOn && [...options.dependsOn],
          [ATTRIBUTION_INPUT.callReason]: options.callReason,
        }),
      ),
      scope: { ...ids, agent: { name: options.name, turns: 0 }, turn: undefined },
    };
  },
  open: (span, given) => new AgentSpanHandle(span, capturesContent(optionsOf(given).captureContent)),
};

export class AgentSpanHandle extends SpanHandle implements AgentHandle {
  setRelevance({ shouldRespond, score, reason }: Relevance): void {
    this.setAttributes(
      present({
        [ATTRIBUTION_INPUT.relevanceScore]: score,
        [ATTRIBUTION_INPUT.relevanceReason]: reason,
      }),
    );
    if (!shouldRespond) this.setOutcome('skipped');
  }

  setStage(stage: string): void {
    this.span.setAttribute(ATTRIBUTION_INPUT.stage, stage);
  }

  setTerminationReason(reason: string): void {
    this.span.setAttribute(ATTRIBUTION_INPUT.terminationReason, reason);
  }
}
