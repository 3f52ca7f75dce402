import { OTEL, OTEL_EVENT } from '@agent-attribution/semantic-conventions';
import type { SpanView } from '../span-view.js';
import type { KindProviso } from './node-facts.js';

/** What LangChain writes about a run, under whatever keys an instrumentation keeps it. */
export interface LangGraphMetadata {
  /** Set by whoever creates an agent with a name; all runs below repeat it. */
  readonly agentName: string | undefined;
  /** The node of the graph that is running; all runs below repeat it. */
  readonly node: string | undefined;
}

/**
 * Under which proviso a chain is an agent: the run at which a new agent name appears, or the run of a graph's node (it
 * bears the node's name), if it calls a model. Undefined: an ordinary chain.
 */
export function agentProviso(metadata: LangGraphMetadata, spanName: string): KindProviso | undefined {
  if (metadata.agentName !== undefined) return 'if_renamed';
  return metadata.node !== undefined && metadata.node === spanName ? 'if_calling_model' : undefined;
}

/**
 * What LangGraph throws to pass control on: a command for the graph above (a handoff), and a wait for a person. LangChain
 * reports all that is thrown as an error of every run it passes.
 */
const CONTROL = /^(?:ParentCommand|GraphInterrupt|NodeInterrupt|GraphBubbleUp)(?::|$)/m;

/** Whether the error status of a span only says that control went elsewhere. */
export function passesControlOn(span: SpanView): boolean {
  if (span.statusCode !== 'error') return false;
  if (CONTROL.test(span.statusMessage ?? '')) return true;
  const thrown = span.events.findLast(({ name }) => name === OTEL_EVENT.exception)?.attributes;
  const type = thrown?.[OTEL.exceptionType];
  return typeof type === 'string' && CONTROL.test(type);
}
