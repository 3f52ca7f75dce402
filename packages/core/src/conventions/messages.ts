import type { AttributeValue } from '../span-view.js';
import type { ContentMessage, NodeContent } from './node-facts.js';
import { asText, isRecord, parseJson } from './read.js';

type Role = ContentMessage['role'];

const ROLES: Readonly<Record<string, Role>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  ai: 'assistant',
  model: 'assistant',
  tool: 'tool',
  function: 'tool',
};

/** Keys under which the conventions put the text of a message part. */
const TEXT_KEYS = ['content', 'text', 'response', 'result', 'output', 'value'] as const;

/**
 * Reads messages in any of the shapes in use: the GenAI convention's `{role, parts}`, the chat completions'
 * `{role, content, tool_calls}`, a single message, or plain text. Undefined when nothing can be read.
 */
export function readMessages(value: AttributeValue | undefined, defaultRole: Role): NodeContent | undefined {
  const data = typeof value === 'string' && /^\s*[[{]/.test(value) ? (parseJson(value) ?? value) : value;
  if (data === undefined || data === null) return undefined;
  const list = Array.isArray(data) ? data : [data];
  const messages = list
    .map((item) => readMessage(item, defaultRole))
    .filter((message) => message !== undefined);
  return { messages };
}

/** One text as content; undefined stays unknown. */
export function textContent(value: AttributeValue | undefined, role: Role): NodeContent | undefined {
  const text = asText(value);
  return text === undefined ? undefined : { messages: [{ role, name: undefined, text, toolCalls: [] }] };
}

function readMessage(value: AttributeValue, defaultRole: Role): ContentMessage | undefined {
  if (typeof value === 'string') return { role: defaultRole, name: undefined, text: value, toolCalls: [] };
  if (!isRecord(value)) return undefined;
  const message = isRecord(value['message']) ? value['message'] : value;
  const body = message['parts'] ?? message['content'] ?? message['text'] ?? message['output'];
  const parts = Array.isArray(body) ? body : body === undefined || body === null ? [] : [body];
  const calls = message['tool_calls'] ?? message['toolCalls'];
  return {
    role: roleOf(message['role'], parts, defaultRole),
    name: typeof message['name'] === 'string' ? message['name'] : undefined,
    text: parts
      .map(partText)
      .filter((text) => text !== undefined)
      .join('\n'),
    toolCalls: [...parts.filter(isToolCall), ...(Array.isArray(calls) ? calls : [])]
      .map(readToolCall)
      .filter((call) => call !== undefined),
  };
}

function roleOf(
  value: AttributeValue | undefined,
  parts: readonly AttributeValue[],
  defaultRole: Role,
): Role {
  if (parts.some((part) => isRecord(part) && part['type'] === 'tool_call_response')) return 'tool';
  return typeof value === 'string' ? (ROLES[value.toLowerCase()] ?? 'unknown') : defaultRole;
}

function partText(part: AttributeValue): string | undefined {
  if (!isRecord(part)) return asText(part);
  if (isToolCall(part)) return undefined;
  for (const key of TEXT_KEYS) {
    const text = asText(part[key]);
    if (text !== undefined) return text;
  }
  return undefined;
}

function isToolCall(part: AttributeValue): boolean {
  return (
    isRecord(part) &&
    (part['type'] === 'tool_call' || part['type'] === 'tool_use' || part['type'] === 'tool-call')
  );
}

function readToolCall(value: AttributeValue): ContentMessage['toolCalls'][number] | undefined {
  if (!isRecord(value)) return undefined;
  const call = isRecord(value['function']) ? value['function'] : value;
  const name = call['name'] ?? call['toolName'];
  if (typeof name !== 'string') return undefined;
  const id = value['id'] ?? value['toolCallId'];
  const args = call['arguments'] ?? call['input'] ?? call['args'];
  return { id: typeof id === 'string' ? id : undefined, name, arguments: asText(args) ?? '' };
}
