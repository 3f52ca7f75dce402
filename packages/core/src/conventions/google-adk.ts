import { GEN_AI } from '@agent-attribution/semantic-conventions';
import type { AttributeValue, SpanView } from '../span-view.js';
import type { Convention, ConventionRow } from './convention.js';
import { genAi } from './gen-ai.js';
import { readEnvelope, textContent } from './messages.js';
import type { NodeKind, TokenUsage } from './node-facts.js';
import { isRecord, parseJson, readText } from './read.js';
import { isTransferTool, transferTarget } from './transfer-tool.js';

const SCOPE = 'gcp.vertex.agent';
const LLM_REQUEST = 'gcp.vertex.agent.llm_request';
const LLM_RESPONSE = 'gcp.vertex.agent.llm_response';
const TOOL_ARGS = 'gcp.vertex.agent.tool_call_args';
const TOOL_RESPONSE = 'gcp.vertex.agent.tool_response';
const NOT_SPECIFIED = '<not specified>';
/** Of what is written when a call returns, whatever content is withheld and in all versions. */
const WRITTEN_BY_MODEL = [GEN_AI.requestModel, GEN_AI.usageInputTokens, LLM_RESPONSE] as const;
const WRITTEN_BY_TOOL = [GEN_AI.toolName, GEN_AI.operationName, TOOL_RESPONSE] as const;

/** By the first word of the span's name, since attributes are set late and may be missing. */
const KINDS: Readonly<Record<string, NodeKind>> = {
  invoke_agent: 'agent',
  call_llm: 'llm_call',
  execute_tool: 'tool_invocation',
  invoke_workflow: 'workflow',
  invocation: 'step',
  execute_node: 'step',
};
/** One span more for tools that ran in parallel, each of which has its own. */
const MERGED_TOOLS = 'execute_tool (merged';
const FAILED_STATUS = /^(?:failed|error)$/i;

/**
 * Google's Agent Development Kit: it never sets an error status, so errors are in what came back. Its tools and model calls
 * get their attributes when they return: one that threw has none.
 */
const googleAdk: Convention = {
  ...genAi,
  id: 'google_adk',
  toolName: (span) => readText(span, GEN_AI.toolName) ?? /^execute_tool\s+(.+)$/.exec(span.name)?.[1],
  toolCallId: (span) => {
    const id = readText(span, GEN_AI.toolCallId);
    return id === NOT_SPECIFIED ? undefined : id;
  },
  handoff: (span) => {
    const to = transferTarget(googleAdk.toolName?.(span), span.attribute(TOOL_ARGS));
    return to === undefined ? undefined : { from: readText(span, GEN_AI.agentName), to };
  },
  softError: (span, kind) => {
    if (kind === 'llm_call') {
      return hasAny(span, WRITTEN_BY_MODEL)
        ? errorIn(span.attribute(LLM_RESPONSE))
        : 'the model call did not return';
    }
    if (kind === 'tool_invocation') {
      return hasAny(span, WRITTEN_BY_TOOL)
        ? errorIn(span.attribute(TOOL_RESPONSE))
        : 'the tool did not return';
    }
    const status = kind === 'step' ? readText(span, 'adk.node.status') : undefined;
    return status !== undefined && FAILED_STATUS.test(status) ? `the node's status is ${status}` : undefined;
  },
  tokens: (span, kind) => {
    const usage = genAi.tokens?.(span, kind);
    return usage === undefined ? undefined : withMetadata(usage, span);
  },
  input: (span, kind) =>
    kind === 'tool_invocation' || kind === 'handoff'
      ? textContent(span.attribute(TOOL_ARGS), 'tool')
      : readEnvelope(span.attribute(LLM_REQUEST), 'user'),
  output: (span, kind) =>
    kind === 'tool_invocation' || kind === 'handoff'
      ? textContent(span.attribute(TOOL_RESPONSE), 'tool')
      : readEnvelope(span.attribute(LLM_RESPONSE), 'assistant'),
};

export const googleAdkRows: readonly ConventionRow[] = [
  {
    id: 'google_adk.span',
    convention: googleAdk,
    kind: (span) => {
      if (span.scopeName !== SCOPE) return undefined;
      if (span.name.startsWith(MERGED_TOOLS)) return 'skip';
      const kind = KINDS[/^\S+/.exec(span.name)?.[0] ?? ''] ?? 'step';
      return kind === 'tool_invocation' && isTransferTool(googleAdk.toolName?.(span)) ? 'handoff' : kind;
    },
  },
];

const THOUGHTS = /"thoughtsTokenCount":\s*(\d+)/;
const CACHED = /"cachedContentTokenCount":\s*(\d+)/;

/**
 * The output on the span is that of the candidates alone, as Gemini counts: its thoughts are paid for too. They stand in
 * the recorded response, where there is one.
 */
function withMetadata(usage: TokenUsage, span: SpanView): TokenUsage {
  const response = span.attribute(LLM_RESPONSE);
  if (typeof response !== 'string') return usage;
  const reasoning = Number(THOUGHTS.exec(response)?.[1] ?? 0);
  const cacheRead = Number(CACHED.exec(response)?.[1] ?? usage.cacheRead);
  return { ...usage, output: usage.output + reasoning, reasoning, cacheRead };
}

function hasAny(span: SpanView, keys: readonly string[]): boolean {
  return keys.some((key) => span.attribute(key) !== undefined);
}

const MAX_MESSAGE_CHARS = 500;

/** `errorCode` of a model's response, `error` of a tool's. Looked for before parsing: most responses have neither. */
function errorIn(response: AttributeValue | undefined): string | undefined {
  if (typeof response !== 'string' || !/"(?:errorCode|error_code|error)"/.test(response)) return undefined;
  const value = parseJson(response);
  if (!isRecord(value)) return undefined;
  const code = textOf(value['errorCode']) ?? textOf(value['error_code']);
  const message = textOf(value['errorMessage']) ?? textOf(value['error_message']) ?? textOf(value['error']);
  const words = [code, message].filter((part) => part !== undefined).join(': ');
  return words === '' ? undefined : words.slice(0, MAX_MESSAGE_CHARS);
}

function textOf(value: AttributeValue | undefined): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (typeof value === 'number') return String(value);
  return isRecord(value) ? (textOf(value['message']) ?? JSON.stringify(value)) : undefined;
}
