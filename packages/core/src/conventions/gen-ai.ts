import { GEN_AI, OTEL } from '@agent-attribution/semantic-conventions';
import { ByKeys } from '../keys/by-keys.js';
import type { KeyedSpan } from '../keys/keyed-span.js';
import type { SpanView } from '../span-view.js';
import { readEventFinishReasons } from './event-messages.js';
import type { Convention, ConventionRow } from './convention.js';
import { rowByOperation } from './convention.js';
import { passesControlOn } from './langgraph.js';
import { readEnvelope, readMessages, textContent } from './messages.js';
import type { NodeContent, NodeKind, TokenUsage } from './node-facts.js';
import { numberedReader } from './numbered-messages.js';
import type { NumberedReader } from './numbered-messages.js';
import { readFirstText, readNumber, readText, readTexts } from './read.js';
import type { TokenKeys } from './token-usage.js';
import { usageReader } from './token-usage.js';
import { isTransferTool, transferTarget } from './transfer-tool.js';

/**
 * The OpenTelemetry GenAI conventions, in all generations that are still sent: current names first, older ones after
 * them. The mapping is the one of `docs/conventions.md`.
 */

const RETRIEVAL_OPERATIONS: Readonly<Record<string, NodeKind>> = {
  retrieval: 'retrieval',
  rerank: 'retrieval',
  embeddings: 'embedding',
};
const MODEL_OPERATIONS: Readonly<Record<string, NodeKind>> = {
  chat: 'llm_call',
  generate_content: 'llm_call',
  text_completion: 'llm_call',
};
const CHECK_OPERATIONS: Readonly<Record<string, NodeKind>> = {
  apply_guardrail: 'guardrail',
  'guardrail.run': 'guardrail',
  guard: 'guardrail',
  evaluate: 'quality_check',
};
const OTHER_OPERATIONS: Readonly<Record<string, NodeKind>> = {
  create_agent: 'skip',
  invoke_workflow: 'workflow',
  plan: 'step',
  chain: 'step',
  agent_step: 'turn',
  create_memory_store: 'memory',
  delete_memory_store: 'memory',
  search_memory: 'memory',
  create_memory: 'memory',
  update_memory: 'memory',
  upsert_memory: 'memory',
  delete_memory: 'memory',
};

const TRANSFER_TARGET = 'gen_ai.transfer.target.name';
const TRANSFER_TARGET_KEYS = [TRANSFER_TARGET, GEN_AI.handoffTargetName] as const;
const TRANSFER_SOURCE_KEYS = ['gen_ai.caller.name', GEN_AI.handoffSourceName] as const;

/** Some write the usage under the old and the new name; the first that is there counts. */
export const GEN_AI_TOKEN_KEYS: TokenKeys = {
  input: [GEN_AI.usageInputTokens, 'gen_ai.usage.prompt_tokens', 'llm.usage.prompt_tokens'],
  output: [GEN_AI.usageOutputTokens, 'gen_ai.usage.completion_tokens', 'llm.usage.completion_tokens'],
  cacheRead: [GEN_AI.usageCacheReadTokens, 'gen_ai.usage.cache_read_input_tokens'],
  cacheWrite: [
    GEN_AI.usageCacheWriteTokens,
    'gen_ai.usage.cache_write.input_tokens',
    'gen_ai.usage.cache_creation_input_tokens',
    'gen_ai.usage.cache_write_input_tokens',
  ],
  reasoning: [GEN_AI.usageReasoningTokens, 'gen_ai.usage.reasoning_tokens'],
  cache: 'included',
};
const readUsage = usageReader(GEN_AI_TOKEN_KEYS);
const TOTAL_TOKEN_KEYS = ['gen_ai.usage.total_tokens', 'llm.usage.total_tokens'] as const;
const totalTokenKeys = new ByKeys((keys) => TOTAL_TOKEN_KEYS.filter((key) => keys.has(key)));

const numbered = (list: string): NumberedReader =>
  numberedReader({
    role: `${list}.{i}.role`,
    content: `${list}.{i}.content`,
    toolCallId: `${list}.{i}.tool_calls.{j}.id`,
    toolCallName: `${list}.{i}.tool_calls.{j}.name`,
    toolCallArguments: `${list}.{i}.tool_calls.{j}.arguments`,
  });

/** Where a side of a call is kept, newest generation first. */
interface Side {
  readonly messages: string;
  readonly tool: readonly string[];
  readonly numbered: NumberedReader;
  readonly whole: string;
  readonly role: 'user' | 'assistant';
  /** Whether it may be in one attribute: most spans without content have none of these. */
  readonly isInOne: ByKeys<boolean>;
}

const sideOf = (side: Omit<Side, 'isInOne'>): Side => {
  const ones = [...side.tool, side.messages, side.whole];
  return { ...side, isInOne: new ByKeys((keys) => ones.some((key) => keys.has(key))) };
};

const INPUT = sideOf({
  messages: GEN_AI.inputMessages,
  tool: [GEN_AI.toolCallArguments, 'gen_ai.tool.args', 'gen_ai.tool.input'],
  numbered: numbered('gen_ai.prompt'),
  whole: 'gen_ai.prompt',
  role: 'user',
});
const OUTPUT = sideOf({
  messages: GEN_AI.outputMessages,
  tool: [GEN_AI.toolCallResult, 'gen_ai.tool.output'],
  numbered: numbered('gen_ai.completion'),
  whole: 'gen_ai.completion',
  role: 'assistant',
});

export const genAi: Convention = {
  id: 'gen_ai',
  agentName: (span, kind) =>
    readText(span, GEN_AI.agentName) ?? (kind === 'agent' ? nameAfterOperation(span) : undefined),
  agentId: (span) => readText(span, GEN_AI.agentId),
  handoff: (span) => {
    const to =
      readFirstText(span, TRANSFER_TARGET_KEYS) ??
      transferTarget(span.attribute(GEN_AI.toolName), span.attribute(GEN_AI.toolCallArguments));
    return to === undefined ? undefined : { from: readFirstText(span, TRANSFER_SOURCE_KEYS), to };
  },
  tokens: readTokens,
  costUsd: (span) => readNumber(span, 'gen_ai.usage.cost'),
  model: (span) => readText(span, GEN_AI.responseModel) ?? readText(span, GEN_AI.requestModel),
  responseId: (span) => readText(span, GEN_AI.responseId),
  finishReasons: (span) => {
    const reasons = readTexts(span, GEN_AI.responseFinishReasons);
    return reasons.length > 0 || span.events.length === 0 ? reasons : readEventFinishReasons(span);
  },
  toolName: (span) => readText(span, GEN_AI.toolName) ?? toolInName(span),
  toolCallId: (span) => readText(span, GEN_AI.toolCallId),
  softError: (span, kind) => {
    if (kind === 'tool_invocation' && readText(span, 'gen_ai.tool.status') === 'error')
      return 'the tool reported an error';
    return readText(span, OTEL.errorType);
  },
  guardrailTriggered: (span) => TRIGGERED_STATUS[readText(span, 'gen_ai.guardrail.status') ?? ''],
  passesControlOn,
  input: (span, kind) => readContent(span, kind, INPUT),
  output: (span, kind) => readContent(span, kind, OUTPUT),
};

const TRIGGERED_STATUS: Readonly<Record<string, boolean>> = {
  triggered: true,
  blocked: true,
  failed: true,
  fail: true,
  passed: false,
  pass: false,
  allowed: false,
};

/** Rows that precede every framework's own: a transfer is never a tool or an agent. */
export const genAiTransferRows: readonly ConventionRow[] = TRANSFER_TARGET_KEYS.map((key) => ({
  id: key === TRANSFER_TARGET ? 'gen_ai.transfer' : 'gen_ai.agent_handoff',
  convention: genAi,
  key,
  kind: () => 'handoff',
}));

/** The operation that a span states decides; the other signs are for spans that state none. */
export const genAiRows: readonly ConventionRow[] = genAiOperationRows('gen_ai', genAi);

export const genAiAttributeRows: readonly ConventionRow[] = [
  { id: 'gen_ai.tool_name', convention: genAi, key: GEN_AI.toolName, kind: toolKind },
  {
    id: 'gen_ai.mcp_tool',
    convention: genAi,
    key: 'mcp.method.name',
    kind: (span, method) => (method === 'tools/call' ? toolKind(span) : undefined),
  },
  ...['gen_ai.guardrail.name', 'gen_ai.guardrail.id'].map((key): ConventionRow => ({
    id: 'gen_ai.guardrail_name',
    convention: genAi,
    key,
    kind: () => 'guardrail',
  })),
  {
    id: 'gen_ai.evaluation_event',
    convention: genAi,
    kind: (span) =>
      span.events.some(({ name }) => name === 'gen_ai.evaluation.result') ? 'quality_check' : undefined,
  },
];

/** The rows of the operations, for GenAI itself and for conventions that use its operations but read other things anew. */
export function genAiOperationRows(prefix: string, convention: Convention): readonly ConventionRow[] {
  return [
    rowByOperation({ id: `${prefix}.retrieval`, convention }, RETRIEVAL_OPERATIONS),
    { id: `${prefix}.tool`, convention, operations: ['execute_tool'], kind: toolKind },
    rowByOperation({ id: `${prefix}.llm`, convention }, MODEL_OPERATIONS),
    rowByOperation({ id: `${prefix}.guardrail`, convention }, CHECK_OPERATIONS),
    {
      ...rowByOperation({ id: `${prefix}.agent`, convention }, { invoke_agent: 'agent' }),
      // AI SDK and others open `invoke_agent` around every single model call; without a name only its work tells.
      proviso: (span) =>
        readText(span, GEN_AI.agentName) === undefined && readText(span, GEN_AI.agentId) === undefined
          ? 'if_working'
          : 'always',
    },
    rowByOperation({ id: `${prefix}.other`, convention }, OTHER_OPERATIONS),
  ];
}

/** The kind that an operation stands for, wherever it is written; undefined for operations of no kind. */
export function kindOfOperation(operation: string): NodeKind | undefined {
  return ALL_OPERATIONS.get(operation);
}

const ALL_OPERATIONS: ReadonlyMap<string, NodeKind> = new Map(
  Object.entries({
    ...RETRIEVAL_OPERATIONS,
    execute_tool: 'tool_invocation',
    ...MODEL_OPERATIONS,
    ...CHECK_OPERATIONS,
    invoke_agent: 'agent',
    ...OTHER_OPERATIONS,
  }),
);

function toolKind(span: SpanView): NodeKind {
  return isTransferTool(span.attribute(GEN_AI.toolName)) ? 'handoff' : 'tool_invocation';
}

/** `invoke_agent Researcher` names the agent in the span name when the attribute is missing. */
function nameAfterOperation(span: SpanView): string | undefined {
  const name = /^invoke_agent\s+(.+)$/.exec(span.name)?.[1]?.trim();
  const isModel = name !== undefined && name === readText(span, GEN_AI.requestModel);
  return isModel ? undefined : name;
}

function toolInName(span: SpanView): string | undefined {
  return /^(?:execute_tool|tools\/call)\s+(.+)$/.exec(span.name)?.[1]?.trim();
}

function readTokens(span: KeyedSpan): TokenUsage | undefined {
  const usage = readUsage(span);
  if (usage !== undefined) return usage;
  // The oldest senders give no more than the total. It is taken as input, so that the total at least is right.
  for (const key of totalTokenKeys.of(span.keys)) {
    const input = readNumber(span, key);
    if (input !== undefined) return { input, output: 0, cacheRead: 0, cacheWrite: 0, reasoning: 0 };
  }
  return undefined;
}

function readContent(span: KeyedSpan, kind: NodeKind, side: Side): NodeContent | undefined {
  if (!side.isInOne.of(span.keys)) return side.numbered(span, side.role);
  if (kind === 'tool_invocation' || kind === 'handoff') {
    for (const key of side.tool) {
      const content = textContent(span.attribute(key), 'tool');
      if (content !== undefined) return content;
    }
  }
  return (
    readMessages(span.attribute(side.messages), side.role) ??
    side.numbered(span, side.role) ??
    readEnvelope(span.attribute(side.whole), side.role)
  );
}
