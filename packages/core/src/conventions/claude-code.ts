import type { SpanView } from '../span-view.js';
import type { Convention, ConventionRow } from './convention.js';
import type { NodeKind } from './node-facts.js';
import { readBoolean, readFirstText, readNumber, readText } from './read.js';
import { usageReader } from './token-usage.js';

const PREFIX = 'claude_code';

/** By what follows the prefix in the span's name. */
const KINDS: Readonly<Record<string, NodeKind>> = {
  interaction: 'agent',
  llm_request: 'llm_call',
  tool: 'tool_invocation',
  'tool.execution': 'step',
  'tool.blocked_on_user': 'step',
  hook: 'step',
};

const readUsage = usageReader({
  input: ['input_tokens'],
  output: ['output_tokens'],
  cacheRead: ['cache_read_tokens'],
  cacheWrite: ['cache_creation_tokens'],
  reasoning: [],
  cache: 'excluded',
});

/**
 * Claude Code. A sub-agent has no span of its own: its requests and tools lie below the tool that started it and bear
 * its `agent_id`, which the main agent's do not have.
 */
const claudeCode: Convention = {
  id: 'claude_code',
  agentName: (span, kind) => readText(span, 'agent_id') ?? (kind === 'agent' ? 'claude-code' : undefined),
  agentId: (span) => readText(span, 'agent_id'),
  ownerIsStated: (span) => readText(span, 'agent_id') !== undefined,
  tokens: (span, kind) => (kind === 'llm_call' ? readUsage(span) : undefined),
  costUsd: (span) => readNumber(span, 'cost_usd'),
  model: (span) => readFirstText(span, ['model', 'gen_ai.request.model']),
  responseId: (span) => readText(span, 'request_id'),
  toolName: (span) => readText(span, 'tool_name'),
  toolCallId: (span) => readText(span, 'tool_use_id'),
  softError: (span) =>
    readBoolean(span, 'success') === false
      ? (readFirstText(span, ['error', 'error.message', 'error.type']) ?? 'success is false')
      : undefined,
};

export const claudeCodeRows: readonly ConventionRow[] = [
  {
    id: 'claude_code.span',
    convention: claudeCode,
    kind: (span) => {
      if (span.name.startsWith(PREFIX)) return KINDS[span.name.slice(PREFIX.length + 1)] ?? 'step';
      return isFromClaudeCode(span) ? (KINDS[readText(span, 'span.type') ?? ''] ?? 'step') : undefined;
    },
  },
];

const isFromClaudeCode = ({ scopeName }: SpanView): boolean =>
  scopeName.startsWith(PREFIX) || scopeName.startsWith(`com.anthropic.${PREFIX}`);
