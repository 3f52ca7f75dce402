import type { AttributeValue, SpanView } from '../span-view.js';
import type { Convention, ConventionRow } from './convention.js';
import { rowByValue } from './convention.js';
import { readEnvelope, textContent } from './messages.js';
import type { NodeContent, NodeKind, TokenUsage } from './node-facts.js';
import { isRecord, readBoolean, readFirstText, readJson, readText } from './read.js';
import type { TokenKeys } from './token-usage.js';
import { usageInRecord } from './token-usage.js';

const TYPE = 'spanData.type';

const KINDS: Readonly<Record<string, NodeKind>> = {
  agent: 'agent',
  generation: 'llm_call',
  response: 'llm_call',
  function: 'tool_invocation',
  handoff: 'handoff',
  guardrail: 'guardrail',
  turn: 'turn',
  task: 'workflow',
  mcp_tools: 'step',
  custom: 'step',
};

const TOKEN_KEYS: TokenKeys = {
  input: ['input_tokens', 'inputTokens', 'prompt_tokens'],
  output: ['output_tokens', 'outputTokens', 'completion_tokens'],
  cacheRead: ['input_tokens_details.cached_tokens', 'prompt_tokens_details.cached_tokens'],
  cacheWrite: [],
  reasoning: ['output_tokens_details.reasoning_tokens', 'completion_tokens_details.reasoning_tokens'],
  cache: 'included',
};

/**
 * Spans of OpenAI's Agents SDK as a bridge without a convention of its own writes them: the fields of `spanData` under
 * its name. Usage of `task` and `turn` is a sum of the responses below and is not read.
 */
const openAiAgents: Convention = {
  id: 'openai_agents',
  agentName: (span, kind) =>
    kind === 'agent' ? readText(span, 'spanData.name') : readText(span, 'spanData.agent_name'),
  handoff: (span) => {
    const to = readText(span, 'spanData.to_agent');
    return to === undefined ? undefined : { from: readText(span, 'spanData.from_agent'), to };
  },
  tokens: (span, kind) => (kind === 'llm_call' ? readTokens(span) : undefined),
  model: (span) => readText(span, 'spanData.model') ?? textOf(responseField(span, 'model')),
  responseId: (span) => readText(span, 'spanData.response_id') ?? textOf(responseField(span, 'id')),
  toolName: (span) => readText(span, 'spanData.name'),
  softError: (span) => {
    const error = readJson(span, 'span.error') ?? span.attribute('span.error');
    return isRecord(error) ? textOf(error['message']) : textOf(error);
  },
  guardrailTriggered: (span) => readBoolean(span, 'spanData.triggered'),
  input: (span, kind) => read(span, kind, ['spanData._input', 'spanData.input'], 'user'),
  output: (span, kind) => {
    const response = responseField(span, 'output');
    return response === undefined
      ? read(span, kind, ['spanData.output'], 'assistant')
      : readEnvelope(response, 'assistant');
  },
};

export const openAiAgentsRows: readonly ConventionRow[] = [
  rowByValue({ id: 'openai_agents.span_data', convention: openAiAgents, key: TYPE }, KINDS, 'step'),
];

function readTokens(span: SpanView): TokenUsage | undefined {
  return usageInRecord(readJson(span, 'spanData.usage') ?? responseField(span, 'usage'), TOKEN_KEYS);
}

function responseField(span: SpanView, field: string): AttributeValue | undefined {
  const response = readJson(span, 'spanData._response');
  return isRecord(response) ? response[field] : undefined;
}

function read(
  span: SpanView,
  kind: NodeKind,
  keys: readonly string[],
  role: 'user' | 'assistant',
): NodeContent | undefined {
  if (kind === 'tool_invocation') return textContent(readFirstText(span, keys), 'tool');
  for (const key of keys) {
    const content = readEnvelope(span.attribute(key), role);
    if (content !== undefined) return content;
  }
  return undefined;
}

const textOf = (value: AttributeValue | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
