import { OTEL, OTEL_EVENT } from '@agent-attribution/semantic-conventions';
import { readText } from '../conventions/read.js';
import type { GraphNode } from '../graph/trace-graph.js';
import type { SpanView } from '../span-view.js';

/** What an execution was asked: the agent span's own input, else the last message of a person to its first call. */
export function firstInput(head: GraphNode | undefined, calls: readonly GraphNode[]): string | undefined {
  const own = head?.facts.input()?.messages.findLast(({ text }) => text !== '')?.text;
  if (own !== undefined) return own;
  const messages = calls[0]?.facts.input()?.messages ?? [];
  return (messages.findLast(({ role }) => role === 'user') ?? messages.at(-1))?.text;
}

/** What it answered: the agent span's own output, else what its last call said. */
export function lastOutput(head: GraphNode | undefined, calls: readonly GraphNode[]): string | undefined {
  for (const node of [head, ...calls.toReversed()]) {
    const text = node?.facts.output()?.messages.findLast((message) => message.text !== '')?.text;
    if (text !== undefined) return text;
  }
  return undefined;
}

/** The type of a span's error: as the span says, else as the exception it recorded. */
export function errorTypeOf(span: SpanView): string | undefined {
  const thrown = span.events.findLast(({ name }) => name === OTEL_EVENT.exception)?.attributes;
  const type = thrown?.[OTEL.exceptionType];
  return readText(span, OTEL.errorType) ?? (typeof type === 'string' && type !== '' ? type : undefined);
}
