import type { AttributeValue, SpanView } from '../span-view.js';
import type { Convention, ConventionRow } from './convention.js';
import { genAi, GEN_AI_TOKEN_KEYS } from './gen-ai.js';
import { readEnvelope, readMessages, textContent } from './messages.js';
import type { ContentMessage, NodeContent, NodeKind } from './node-facts.js';
import { asText, isRecord, parseJson, readFirstText, readText } from './read.js';
import { usageReader } from './token-usage.js';

/** By the last part of the operation's id (`ai.generateText.doGenerate`), then by the operation itself. */
const INNER_KINDS: Readonly<Record<string, NodeKind>> = {
  doGenerate: 'llm_call',
  doStream: 'llm_call',
  doEmbed: 'embedding',
  toolCall: 'tool_invocation',
  embed: 'embedding',
  embedMany: 'embedding',
  generateText: 'agent',
  streamText: 'agent',
  generateObject: 'agent',
  streamObject: 'agent',
};

const AGENT_NAME_KEYS = ['ai.telemetry.functionId', 'ai.telemetry.metadata.agent', 'resource.name'] as const;

/** Versions 4 to 6, then what the inner span repeats under the GenAI names. */
const readUsage = usageReader({
  input: ['ai.usage.inputTokens', 'ai.usage.promptTokens', ...GEN_AI_TOKEN_KEYS.input],
  output: ['ai.usage.outputTokens', 'ai.usage.completionTokens', ...GEN_AI_TOKEN_KEYS.output],
  cacheRead: ['ai.usage.cachedInputTokens', ...GEN_AI_TOKEN_KEYS.cacheRead],
  cacheWrite: [...GEN_AI_TOKEN_KEYS.cacheWrite],
  reasoning: ['ai.usage.reasoningTokens', ...GEN_AI_TOKEN_KEYS.reasoning],
  cache: 'included',
});

/** The AI SDK up to version 6: the outer span of each call may be an agent's run, the inner ones are its model calls. */
const aiSdk: Convention = {
  ...genAi,
  id: 'ai_sdk',
  agentName: (span) => readFirstText(span, AGENT_NAME_KEYS),
  agentId: () => undefined,
  tokens: (span, kind) => (kind === 'llm_call' || kind === 'embedding' ? readUsage(span) : undefined),
  model: (span) => genAi.model?.(span) ?? readText(span, 'ai.model.id'),
  responseId: (span) => genAi.responseId?.(span) ?? readText(span, 'ai.response.id'),
  finishReasons: (span) => {
    const reason = readText(span, 'ai.response.finishReason');
    return reason === undefined ? (genAi.finishReasons?.(span) ?? []) : [reason];
  },
  toolName: (span) => readText(span, 'ai.toolCall.name'),
  toolCallId: (span) => readText(span, 'ai.toolCall.id'),
  softError: (span, kind) =>
    kind === 'agent' && readText(span, 'ai.response.finishReason') === 'error'
      ? 'finish reason error'
      : undefined,
  input: (span, kind) =>
    kind === 'tool_invocation'
      ? textContent(span.attribute('ai.toolCall.args'), 'tool')
      : (readMessages(span.attribute('ai.prompt.messages'), 'user') ??
        readPrompt(span.attribute('ai.prompt'))),
  output: (span, kind) =>
    kind === 'tool_invocation'
      ? textContent(span.attribute('ai.toolCall.result'), 'tool')
      : readResponse(span),
};

export const aiSdkRows: readonly ConventionRow[] = [
  {
    id: 'ai_sdk.operation',
    convention: aiSdk,
    key: 'ai.operationId',
    kind: (_span, id) =>
      typeof id === 'string' ? (INNER_KINDS[id.slice(id.lastIndexOf('.') + 1)] ?? 'step') : undefined,
    proviso: (span, kind) =>
      kind === 'agent' && readFirstText(span, AGENT_NAME_KEYS) === undefined ? 'if_working' : 'always',
  },
];

/** `{system, prompt}` or `{system, messages}`. */
function readPrompt(value: AttributeValue | undefined): NodeContent | undefined {
  const prompt = typeof value === 'string' ? parseJson(value) : value;
  if (isRecord(prompt) && typeof prompt['prompt'] === 'string') return textContent(prompt['prompt'], 'user');
  return readEnvelope(value, 'user');
}

function readResponse(span: SpanView): NodeContent | undefined {
  const text = readFirstText(span, ['ai.response.text', 'ai.response.object']);
  const calls = readMessages(asList(span.attribute('ai.response.toolCalls')), 'assistant');
  if (text === undefined && calls === undefined) return undefined;
  const toolCalls = calls?.messages.flatMap((message) => message.toolCalls) ?? [];
  const message: ContentMessage = { role: 'assistant', name: undefined, text: text ?? '', toolCalls };
  return { messages: [message] };
}

/** Tool calls alone, as the message that would hold them. */
function asList(value: AttributeValue | undefined): AttributeValue | undefined {
  const calls = parseJson(asText(value) ?? '');
  return Array.isArray(calls) ? [{ role: 'assistant', tool_calls: calls }] : undefined;
}
