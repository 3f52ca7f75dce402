import { GEN_AI, OTEL } from '@agent-attribution/semantic-conventions';
import type { SpanView } from '../span-view.js';
import type { Convention, ConventionRow } from './convention.js';
import { readMessages, textContent } from './messages.js';
import type { NodeContent, NodeKind, TokenUsage } from './node-facts.js';
import { readFirstNumber, readFirstText, readNumber, readText, readTexts } from './read.js';

/**
 * The OpenTelemetry GenAI conventions, in all generations that are still sent: current names first, older ones after
 * them. The mapping is the one of `docs/conventions.md`.
 */

const NODE_KIND_OF_OPERATION: Readonly<Record<string, NodeKind>> = {
  retrieval: 'retrieval',
  rerank: 'retrieval',
  embeddings: 'embedding',
  execute_tool: 'tool_invocation',
  chat: 'llm_call',
  generate_content: 'llm_call',
  text_completion: 'llm_call',
  apply_guardrail: 'guardrail',
  'guardrail.run': 'guardrail',
  guard: 'guardrail',
  evaluate: 'quality_check',
  invoke_agent: 'agent',
  create_agent: 'skip',
  invoke_workflow: 'workflow',
  plan: 'step',
  agent_step: 'turn',
  create_memory_store: 'memory',
  delete_memory_store: 'memory',
  search_memory: 'memory',
  create_memory: 'memory',
  update_memory: 'memory',
  upsert_memory: 'memory',
  delete_memory: 'memory',
};

const TRANSFER_TARGET_KEYS = ['gen_ai.transfer.target.name', GEN_AI.handoffTargetName] as const;
const TRANSFER_SOURCE_KEYS = ['gen_ai.caller.name', GEN_AI.handoffSourceName] as const;
const INPUT_TOKEN_KEYS = [GEN_AI.usageInputTokens, 'gen_ai.usage.prompt_tokens'] as const;
const OUTPUT_TOKEN_KEYS = [GEN_AI.usageOutputTokens, 'gen_ai.usage.completion_tokens'] as const;

/** Tools by these names pass control to another agent; the rest of the name is the target. */
const TRANSFER_TOOL = /^(?:transfer_to|handoff_to)_(.+)$/i;

export const genAi: Convention = {
  id: 'gen_ai',
  agentName: (span, kind) =>
    readText(span, GEN_AI.agentName) ?? (kind === 'agent' ? nameAfterOperation(span) : undefined),
  agentId: (span) => readText(span, GEN_AI.agentId),
  handoff: (span) => {
    const to = readFirstText(span, TRANSFER_TARGET_KEYS) ?? transferTarget(span);
    return to === undefined ? undefined : { from: readFirstText(span, TRANSFER_SOURCE_KEYS), to };
  },
  tokens: readTokens,
  costUsd: (span) => readNumber(span, 'gen_ai.usage.cost'),
  model: (span) => readFirstText(span, [GEN_AI.responseModel, GEN_AI.requestModel]),
  responseId: (span) => readText(span, GEN_AI.responseId),
  finishReasons: (span) => readTexts(span, GEN_AI.responseFinishReasons),
  toolName: (span) => readText(span, GEN_AI.toolName),
  toolCallId: (span) => readText(span, GEN_AI.toolCallId),
  softError: (span) =>
    readText(span, 'gen_ai.tool.status') === 'error' ? 'the tool reported an error' : undefined,
  input: (span, kind) => readContent(span, kind, GEN_AI.inputMessages, GEN_AI.toolCallArguments),
  output: (span, kind) => readContent(span, kind, GEN_AI.outputMessages, GEN_AI.toolCallResult),
};

/** Rows that precede every framework's own: a transfer is never a tool or an agent. */
export const genAiTransferRows: readonly ConventionRow[] = [
  {
    id: 'gen_ai.transfer',
    convention: genAi,
    kind: (span) => (readFirstText(span, TRANSFER_TARGET_KEYS) === undefined ? undefined : 'handoff'),
  },
];

export const genAiRows: readonly ConventionRow[] = [
  {
    id: 'gen_ai.operation',
    convention: genAi,
    kind: (span) => {
      const operation = span.attribute(GEN_AI.operationName);
      if (typeof operation !== 'string') return undefined;
      const kind = NODE_KIND_OF_OPERATION[operation];
      return kind === 'tool_invocation' && transferTarget(span) !== undefined ? 'handoff' : kind;
    },
    // AI SDK and others open `invoke_agent` around every single model call; without a name only its work tells.
    agentCertainty: (span) =>
      readText(span, GEN_AI.agentName) === undefined && readText(span, GEN_AI.agentId) === undefined
        ? 'if_working'
        : 'certain',
  },
  {
    id: 'gen_ai.tool',
    convention: genAi,
    kind: (span) => {
      const isTool =
        span.attribute(GEN_AI.toolName) !== undefined || span.attribute('mcp.method.name') === 'tools/call';
      if (!isTool) return undefined;
      return transferTarget(span) === undefined ? 'tool_invocation' : 'handoff';
    },
  },
  {
    id: 'gen_ai.guardrail',
    convention: genAi,
    kind: (span) => (span.attribute('gen_ai.guardrail.name') === undefined ? undefined : 'guardrail'),
  },
  {
    id: 'gen_ai.model_and_usage',
    convention: genAi,
    kind: (span) =>
      span.attribute(GEN_AI.requestModel) !== undefined && readTokens(span) !== undefined
        ? 'llm_call'
        : undefined,
  },
];

function transferTarget(span: SpanView): string | undefined {
  const tool = span.attribute(GEN_AI.toolName);
  return typeof tool === 'string' ? TRANSFER_TOOL.exec(tool)?.[1] : undefined;
}

/** `invoke_agent Researcher` names the agent in the span name when the attribute is missing. */
function nameAfterOperation(span: SpanView): string | undefined {
  const name = /^invoke_agent\s+(.+)$/.exec(span.name)?.[1]?.trim();
  const isModel = name !== undefined && name === readText(span, GEN_AI.requestModel);
  return isModel ? undefined : name;
}

function readTokens(span: SpanView): TokenUsage | undefined {
  const input = readFirstNumber(span, INPUT_TOKEN_KEYS);
  const output = readFirstNumber(span, OUTPUT_TOKEN_KEYS);
  if (input === undefined && output === undefined) return undefined;
  return {
    input: input ?? 0,
    output: output ?? 0,
    cacheRead: readNumber(span, GEN_AI.usageCacheReadTokens) ?? 0,
    cacheWrite: readNumber(span, GEN_AI.usageCacheWriteTokens) ?? 0,
    reasoning: readNumber(span, GEN_AI.usageReasoningTokens) ?? 0,
  };
}

function readContent(
  span: SpanView,
  kind: NodeKind,
  messagesKey: string,
  toolKey: string,
): NodeContent | undefined {
  if (kind === 'tool_invocation' || kind === 'handoff') {
    const content = textContent(span.attribute(toolKey), 'tool');
    if (content !== undefined) return content;
  }
  return readMessages(
    span.attribute(messagesKey),
    messagesKey === GEN_AI.inputMessages ? 'user' : 'assistant',
  );
}

/** The class of an error by the stable convention, for any span. */
export const readErrorType = (span: SpanView): string | undefined => readText(span, OTEL.errorType);
