import { ByKeys } from '../keys/by-keys.js';
import type { KeyedSpan } from '../keys/keyed-span.js';
import type { SpanView } from '../span-view.js';
import type { ContentMessage, NodeContent } from './node-facts.js';
import { asText, readFirstText } from './read.js';
import { roleFor } from './messages.js';

/** How a convention spreads messages over numbered attributes; `{i}` and `{j}` stand for the numbers, from 0. */
export interface NumberedKeys {
  readonly role: string;
  readonly name?: string;
  readonly content: string;
  /** Content in parts: the text of part `{j}`. */
  readonly part?: string;
  readonly toolCallId?: string;
  readonly toolCallName: string;
  readonly toolCallArguments: string;
}

/** Reads one side of a call; undefined when the span does not have it. */
export type NumberedReader = (
  span: KeyedSpan,
  defaultRole: ContentMessage['role'],
) => NodeContent | undefined;

/**
 * A reader for messages that are spread over such attributes. It asks for one number after the other, which is cheaper
 * than going through all keys, and for nothing when there is not even a first message.
 */
export function numberedReader(keys: NumberedKeys): NumberedReader {
  const templates = [keys.role, keys.content, keys.part, keys.toolCallName];
  const first = templates.flatMap((template) => template?.replace('{i}', '0').replace('{j}', '0') ?? []);
  const hasFirst = new ByKeys((own) => first.some((key) => own.has(key)));
  return (span, defaultRole) => (hasFirst.of(span.keys) ? readNumbered(span, keys, defaultRole) : undefined);
}

/** A message of which only the role is left was cut by the limit on attributes; its text is unknown, so it is left out. */
function readNumbered(
  span: KeyedSpan,
  keys: NumberedKeys,
  defaultRole: ContentMessage['role'],
): NodeContent | undefined {
  const messages: ContentMessage[] = [];
  for (let i = 0; ; i++) {
    const at = (template: string): string => template.replace('{i}', String(i));
    const role = readFirstText(span, [at(keys.role)]);
    const text = asText(span.attribute(at(keys.content))) ?? readParts(span, keys.part && at(keys.part));
    const toolCalls = readToolCalls(span, keys, at);
    const isCut = text === undefined && toolCalls.length === 0;
    if (isCut && role === undefined) return i === 0 ? undefined : { messages };
    if (isCut) continue;
    messages.push({
      role: roleFor(role, defaultRole),
      name: keys.name === undefined ? undefined : readFirstText(span, [at(keys.name)]),
      text: text ?? '',
      toolCalls,
    });
  }
}

function readParts(span: SpanView, key: string | undefined): string | undefined {
  if (key === undefined) return undefined;
  const texts: string[] = [];
  for (let j = 0; ; j++) {
    const text = asText(span.attribute(key.replace('{j}', String(j))));
    if (text === undefined) return texts.length === 0 ? undefined : texts.join('\n');
    texts.push(text);
  }
}

function readToolCalls(
  span: SpanView,
  keys: NumberedKeys,
  at: (template: string) => string,
): ContentMessage['toolCalls'] {
  const calls: { id: string | undefined; name: string; arguments: string }[] = [];
  for (let j = 0; ; j++) {
    const of = (template: string): string => at(template).replace('{j}', String(j));
    const name = readFirstText(span, [of(keys.toolCallName)]);
    if (name === undefined) return calls;
    calls.push({
      id: keys.toolCallId === undefined ? undefined : readFirstText(span, [of(keys.toolCallId)]),
      name,
      arguments: asText(span.attribute(of(keys.toolCallArguments))) ?? '',
    });
  }
}
