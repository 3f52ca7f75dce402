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

/** Types that mark a part as a tool call, and keys under which a part without a type nests one. */
const TOOL_CALL_TYPES: ReadonlySet<unknown> = new Set([
  'tool_call',
  'tool_use',
  'tool-call',
  'toolUseBlock',
  'function_call',
]);
const TOOL_CALL_KEYS = ['functionCall', 'toolUse'] as const;

/** Keys under which requests and responses keep their messages, when a whole one is recorded. */
const ENVELOPE_KEYS = ['messages', 'contents', 'generations', 'choices', 'content'] as const;
/** How deep envelopes lie in one another: `{generations: [[{message: {kwargs: …}}]]}`. */
const MAX_ENVELOPES = 4;

/** What runtimes write where content was withheld or does not apply: unknown, not a text. */
const WITHHELD: ReadonlySet<string> = new Set([
  '{}',
  'N/A',
  '<not specified>',
  '<not serializable>',
  '<REDACTED>',
  '[REDACTED]',
  '__REDACTED__',
]);

/**
 * Reads messages in any of the shapes in use: the GenAI convention's `{role, parts}`, the chat completions'
 * `{role, content, tool_calls}`, a single message, or plain text. Undefined when nothing can be read.
 */
export function readMessages(value: AttributeValue | undefined, defaultRole: Role): NodeContent | undefined {
  const data = typeof value === 'string' && /^\s*[[{]/.test(value) ? (parseJson(value) ?? value) : value;
  if (data === undefined || data === null || isWithheld(value)) return undefined;
  const list = Array.isArray(data) ? data : [data];
  const messages = list
    .map((item) => readMessage(item, defaultRole))
    .filter((message) => message !== undefined);
  return { messages };
}

/**
 * Reads a whole request or response that holds messages somewhere (`{messages}`, `{contents}`, `{generations: [[…]]}`);
 * anything else is read as messages itself.
 */
export function readEnvelope(value: AttributeValue | undefined, defaultRole: Role): NodeContent | undefined {
  if (isWithheld(value)) return undefined;
  let data = typeof value === 'string' ? (parseJson(value) ?? value) : value;
  for (let depth = 0; depth < MAX_ENVELOPES; depth++) {
    const inner: AttributeValue | undefined = openEnvelope(data);
    if (inner === undefined) break;
    data = inner;
  }
  // What holds no message at all is data, and is its own text.
  const isData = isRecord(data) && !('role' in data || 'message' in data || isRecord(data['kwargs']));
  return isData ? textContent(value, defaultRole) : readMessages(data, defaultRole);
}

/** One text as content; what is missing or withheld stays unknown. */
export function textContent(value: AttributeValue | undefined, role: Role): NodeContent | undefined {
  const text = isWithheld(value) ? undefined : asText(value);
  return text === undefined ? undefined : { messages: [{ role, name: undefined, text, toolCalls: [] }] };
}

function isWithheld(value: AttributeValue | undefined): boolean {
  return typeof value === 'string' && WITHHELD.has(value.trim());
}

function openEnvelope(data: AttributeValue | undefined): AttributeValue | undefined {
  if (Array.isArray(data)) return data.some((item) => Array.isArray(item)) ? data.flat() : undefined;
  if (!isRecord(data) || 'role' in data) return undefined;
  for (const key of ENVELOPE_KEYS) {
    const inner = data[key];
    if (Array.isArray(inner) || isRecord(inner)) return inner;
  }
  return undefined;
}

function readMessage(value: AttributeValue, defaultRole: Role): ContentMessage | undefined {
  if (typeof value === 'string') return { role: defaultRole, name: undefined, text: value, toolCalls: [] };
  if (!isRecord(value)) return undefined;
  const outer = isRecord(value['message']) ? value['message'] : value;
  // LangChain writes a message as the call that would construct it.
  const message = isRecord(outer['kwargs']) ? outer['kwargs'] : outer;
  const body = message['parts'] ?? message['content'] ?? message['text'] ?? message['output'];
  const parts = Array.isArray(body) ? body : body === undefined || body === null ? [] : [body];
  const calls = message['tool_calls'] ?? message['toolCalls'];
  return {
    role: roleOf(message['role'] ?? constructedRole(outer), parts, defaultRole),
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

/** `HumanMessage`, the last part of the constructor's path, tells the role. */
function constructedRole(value: { readonly [key: string]: AttributeValue }): AttributeValue | undefined {
  const path = value['id'];
  const name = Array.isArray(path) ? path.at(-1) : undefined;
  return typeof name === 'string' ? name.replace(/Message(?:Chunk)?$/, '') : undefined;
}

function roleOf(
  value: AttributeValue | undefined,
  parts: readonly AttributeValue[],
  defaultRole: Role,
): Role {
  if (parts.some((part) => isRecord(part) && part['type'] === 'tool_call_response')) return 'tool';
  return roleFor(value, defaultRole);
}

/** The role by any of the names in use; a name that is not known is `unknown`, none is the default. */
export function roleFor(value: AttributeValue | undefined, defaultRole: Role): Role {
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
  if (!isRecord(part)) return false;
  return TOOL_CALL_TYPES.has(part['type']) || TOOL_CALL_KEYS.some((key) => isRecord(part[key]));
}

function readToolCall(value: AttributeValue): ContentMessage['toolCalls'][number] | undefined {
  if (!isRecord(value)) return undefined;
  const nested = ['function', ...TOOL_CALL_KEYS].map((key) => value[key]).find(isRecord);
  const call = nested ?? value;
  const name = call['name'] ?? call['toolName'];
  if (typeof name !== 'string') return undefined;
  const id = value['id'] ?? value['toolCallId'] ?? value['toolUseId'] ?? value['call_id'];
  const args = call['arguments'] ?? call['input'] ?? call['args'];
  return { id: typeof id === 'string' ? id : undefined, name, arguments: asText(args) ?? '' };
}
