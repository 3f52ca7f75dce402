import { toJson } from '../content.js';
import { fieldOf, listOf, textOf } from './agents-sdk.js';

interface Message {
  readonly role: string;
  readonly parts: readonly MessagePart[];
}

type MessagePart =
  | { readonly type: 'text'; readonly content: string }
  | { readonly type: 'tool_call'; readonly id?: string; readonly name: string; readonly arguments: unknown }
  | { readonly type: 'tool_call_response'; readonly id?: string; readonly response: unknown };

/**
 * Messages of Chat Completions and items of the Responses API, in the one shape of `gen_ai.input.messages`. What has
 * no shape there (reasoning, images) is left out.
 */
export const toMessages = (items: readonly unknown[], defaultRole: string): Message[] =>
  items.map((item) => messageOf(item, defaultRole)).filter((message) => message !== undefined);

const messageOf = (item: unknown, defaultRole: string): Message | undefined => {
  const type = textOf(item, 'type');
  if (type === 'function_call') {
    return { role: 'assistant', parts: [toolCall(textOf(item, 'call_id') ?? textOf(item, 'callId'), item)] };
  }
  if (type === 'function_call_output' || type === 'function_call_result') {
    const id = textOf(item, 'call_id') ?? textOf(item, 'callId');
    return { role: 'tool', parts: [toolResponse(id, fieldOf(item, 'output'))] };
  }
  const role = textOf(item, 'role') ?? defaultRole;
  const parts: MessagePart[] =
    role === 'tool'
      ? [toolResponse(textOf(item, 'tool_call_id'), fieldOf(item, 'content'))]
      : [
          ...textParts(fieldOf(item, 'content')),
          ...listOf(item, 'tool_calls').map((call) =>
            toolCall(textOf(call, 'id'), fieldOf(call, 'function')),
          ),
        ];
  return parts.length === 0 ? undefined : { role, parts };
};

/** Text is a string, or a list of parts that carry `text`. */
const textParts = (content: unknown): MessagePart[] => {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', content }];
  if (!Array.isArray(content)) return [];
  return content
    .map((part) => textOf(part, 'text'))
    .filter((text) => text !== undefined)
    .map((text) => ({ type: 'text', content: text }));
};

const toolCall = (id: string | undefined, call: unknown): MessagePart => ({
  type: 'tool_call',
  ...(id === undefined ? {} : { id }),
  name: textOf(call, 'name') ?? '',
  arguments: parsed(fieldOf(call, 'arguments')),
});

const toolResponse = (id: string | undefined, response: unknown): MessagePart => ({
  type: 'tool_call_response',
  ...(id === undefined ? {} : { id }),
  response: textOf(response, 'text') ?? response,
});

/** JSON inside a string, as models write arguments; any other value as it is. */
export const parsed = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};

export const toMessagesContent = (items: readonly unknown[], defaultRole: string): string =>
  toJson(toMessages(items, defaultRole));
