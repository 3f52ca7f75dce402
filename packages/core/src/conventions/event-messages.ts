import { GEN_AI } from '@agent-attribution/semantic-conventions';
import type { AttributeMap, SpanEventView, SpanView } from '../span-view.js';
import type { ContentMessage, NodeContent } from './node-facts.js';
import { readMessages } from './messages.js';
import { parseJson } from './read.js';

/** One event with all messages of a call, and before it one event for each message. */
const DETAILS_EVENT = 'gen_ai.client.inference.operation.details';

/** Events of one message each: the role of what went in. */
const INPUT_EVENTS: Readonly<Record<string, ContentMessage['role']>> = {
  'gen_ai.system.message': 'system',
  'gen_ai.user.message': 'user',
  'gen_ai.assistant.message': 'assistant',
  'gen_ai.tool.message': 'tool',
  'gen_ai.message': 'unknown',
};
const OUTPUT_EVENT = 'gen_ai.choice';

/** Names of all events that hold content. */
export const CONTENT_EVENTS: ReadonlySet<string> = new Set([
  DETAILS_EVENT,
  OUTPUT_EVENT,
  ...Object.keys(INPUT_EVENTS),
]);

/** What went in, where it is told by events of the span; undefined when none tells. */
export function readEventInput(span: SpanView): NodeContent | undefined {
  return collect(span, GEN_AI.inputMessages, 'user', (event) => {
    const role = INPUT_EVENTS[event.name];
    return role === undefined ? undefined : [messageOf(event.attributes), role];
  });
}

/** What came out, where it is told by events of the span; undefined when none tells. */
export function readEventOutput(span: SpanView): NodeContent | undefined {
  return collect(span, GEN_AI.outputMessages, 'assistant', (event) =>
    event.name === OUTPUT_EVENT ? [messageOf(event.attributes), 'assistant'] : undefined,
  );
}

/** The finish reasons that choices name. */
export function readEventFinishReasons(span: SpanView): readonly string[] {
  const reasons: string[] = [];
  for (const { name, attributes } of span.events) {
    const reason = name === OUTPUT_EVENT ? attributes['finish_reason'] : undefined;
    if (typeof reason === 'string') reasons.push(reason);
  }
  return reasons;
}

function collect(
  span: SpanView,
  detailsKey: string,
  detailsRole: ContentMessage['role'],
  messageIn: (event: SpanEventView) => readonly [AttributeMap, ContentMessage['role']] | undefined,
): NodeContent | undefined {
  if (span.events.length === 0) return undefined;
  const messages: ContentMessage[] = [];
  let isTold = false;
  for (const event of span.events) {
    const single = messageIn(event);
    const content =
      event.name === DETAILS_EVENT
        ? readMessages(event.attributes[detailsKey], detailsRole)
        : single && readMessages(single[0], single[1]);
    if (content === undefined) continue;
    isTold = true;
    messages.push(...content.messages);
  }
  return isTold ? { messages } : undefined;
}

/** An event's attributes are one message; a choice may nest it, and text that is JSON holds the message's parts. */
function messageOf(attributes: AttributeMap): AttributeMap {
  const { message } = attributes;
  if (typeof message === 'string') return { ...attributes, message: null, content: partsIn(message) };
  const { content } = attributes;
  return typeof content === 'string' ? { ...attributes, content: partsIn(content) } : attributes;
}

function partsIn(text: string): AttributeMap[string] {
  if (!text.startsWith('[')) return text;
  const parts = parseJson(text);
  return Array.isArray(parts) ? parts : text;
}
