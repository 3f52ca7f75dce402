import type { KeyedSpan } from '../keys/keyed-span.js';
import type { AttributeValue, SpanView } from '../span-view.js';
import type { Convention, ConventionRow } from './convention.js';
import { agentProviso, passesControlOn } from './langgraph.js';
import type { LangGraphMetadata } from './langgraph.js';
import { readEnvelope, textContent } from './messages.js';
import type { KindProviso, NodeContent, NodeKind } from './node-facts.js';
import { numberedReader } from './numbered-messages.js';
import type { NumberedReader } from './numbered-messages.js';
import { isRecord, readBoolean, readFirstText, readJson, readNumber, readText } from './read.js';
import { usageReader } from './token-usage.js';
import { isTransferTool, transferTarget } from './transfer-tool.js';

const SPAN_KIND = 'openinference.span.kind';

const KINDS: Readonly<Record<string, NodeKind>> = {
  AGENT: 'agent',
  LLM: 'llm_call',
  TOOL: 'tool_invocation',
  RETRIEVER: 'retrieval',
  RERANKER: 'retrieval',
  EMBEDDING: 'embedding',
  GUARDRAIL: 'guardrail',
  EVALUATOR: 'quality_check',
  CHAIN: 'step',
  PROMPT: 'step',
};

const AGENT_NAME_KEYS = ['agent.name', 'graph.node.id'] as const;

/** All its instrumentations count the cache into the prompt, that of Anthropic's SDK too. */
const readUsage = usageReader({
  input: ['llm.token_count.prompt'],
  output: ['llm.token_count.completion'],
  cacheRead: ['llm.token_count.prompt_details.cache_read'],
  cacheWrite: ['llm.token_count.prompt_details.cache_write'],
  reasoning: ['llm.token_count.completion_details.reasoning'],
  cache: 'included',
});

const messagesIn = (list: string): NumberedReader =>
  numberedReader({
    role: `${list}.{i}.message.role`,
    name: `${list}.{i}.message.name`,
    content: `${list}.{i}.message.content`,
    part: `${list}.{i}.message.contents.{j}.message_content.text`,
    toolCallId: `${list}.{i}.message.tool_calls.{j}.tool_call.id`,
    toolCallName: `${list}.{i}.message.tool_calls.{j}.tool_call.function.name`,
    toolCallArguments: `${list}.{i}.message.tool_calls.{j}.tool_call.function.arguments`,
  });
const INPUT_MESSAGES = messagesIn('llm.input_messages');
const OUTPUT_MESSAGES = messagesIn('llm.output_messages');

/** The bridge from OpenAI's Agents SDK names handoffs so. */
const HANDOFF_SPAN = /^handoff to (.+)$/;
/** CrewAI: `{Role}.{task}._execute_core`. */
const CREW_SPAN = /^(.+?)\..*\._execute_core$/;

const openInference: Convention = {
  id: 'openinference',
  agentName: (span, kind) =>
    readFirstText(span, AGENT_NAME_KEYS) ??
    metadataAgent(span) ??
    (kind === 'agent' ? (CREW_SPAN.exec(span.name)?.[1] ?? span.name) : undefined),
  agentId: (span) => readText(span, 'graph.node.id'),
  handoff: (span) => {
    const to =
      fieldOf(span, 'output.value', 'to_agent') ??
      transferTarget(span.attribute('tool.name'), span.attribute('input.value')) ??
      HANDOFF_SPAN.exec(span.name)?.[1];
    return to === undefined ? undefined : { from: fieldOf(span, 'input.value', 'from_agent'), to };
  },
  tokens: readUsage,
  costUsd: (span) => readNumber(span, 'llm.cost.total'),
  model: (span) => readFirstText(span, ['llm.model_name', 'embedding.model_name', 'reranker.model_name']),
  finishReasons: (span) => {
    const reason = readText(span, 'llm.finish_reason');
    return reason === undefined ? [] : [reason];
  },
  toolName: (span) => readText(span, 'tool.name') ?? span.name,
  toolCallId: (span) => readFirstText(span, ['tool_call.id', 'tool.id']),
  guardrailTriggered: (span) => readBoolean(span, 'guardrail.triggered'),
  passesControlOn,
  input: (span, kind) => readContent(span, kind, INPUT_MESSAGES, 'input.value'),
  output: (span, kind) => readContent(span, kind, OUTPUT_MESSAGES, 'output.value'),
};

export const openInferenceRows: readonly ConventionRow[] = [
  {
    id: 'openinference.handoff',
    convention: openInference,
    key: SPAN_KIND,
    kind: (span, kind) =>
      kind === 'TOOL' && (HANDOFF_SPAN.test(span.name) || isTransferTool(span.attribute('tool.name')))
        ? 'handoff'
        : undefined,
  },
  {
    id: 'openinference.agents_root',
    convention: { ...openInference, agentName: (span) => span.name },
    key: SPAN_KIND,
    kind: (span, kind) => (kind === 'AGENT' && !namesAgent(span) ? 'agent' : undefined),
    proviso: () => 'if_no_agent_below',
  },
  {
    id: 'openinference.span_kind',
    convention: openInference,
    key: SPAN_KIND,
    kind: (span, value) => {
      const kind = typeof value === 'string' ? (KINDS[value.toUpperCase()] ?? 'step') : undefined;
      return value === 'CHAIN' && chainProviso(span) !== undefined ? 'agent' : kind;
    },
    proviso: (span, kind) => (kind === 'agent' ? agentProvisoOf(span) : undefined) ?? 'always',
  },
];

function namesAgent(span: SpanView): boolean {
  return (
    readFirstText(span, AGENT_NAME_KEYS) !== undefined ||
    metadataOf(span) !== undefined ||
    CREW_SPAN.test(span.name)
  );
}

function chainProviso(span: SpanView): KindProviso | undefined {
  if (span.attribute(SPAN_KIND) !== 'CHAIN') return undefined;
  const metadata = metadataOf(span);
  return metadata === undefined ? undefined : agentProviso(metadata, span.name);
}

function agentProvisoOf(span: SpanView): KindProviso | undefined {
  if (span.attribute(SPAN_KIND) === 'CHAIN') return chainProviso(span);
  const isNodeOnly =
    readFirstText(span, AGENT_NAME_KEYS) === undefined && metadataOf(span)?.agentName === undefined;
  return isNodeOnly && metadataOf(span) !== undefined ? 'if_calling_model' : undefined;
}

function metadataAgent(span: SpanView): string | undefined {
  const metadata = metadataOf(span);
  return metadata?.agentName ?? metadata?.node;
}

/** LangChain's own identity of a run, which lies in a JSON text; undefined when the text speaks of no agent. */
function metadataOf(span: SpanView): LangGraphMetadata | undefined {
  const text = span.attribute('metadata');
  // The text repeats much else: parse it only where it has what is looked for.
  if (typeof text !== 'string' || !/"(?:lc_agent_name|langgraph_node)"/.test(text)) return undefined;
  const metadata = readJson(span, 'metadata');
  if (!isRecord(metadata)) return undefined;
  return { agentName: textOf(metadata['lc_agent_name']), node: textOf(metadata['langgraph_node']) };
}

function readContent(
  span: KeyedSpan,
  kind: NodeKind,
  messages: NumberedReader,
  valueKey: string,
): NodeContent | undefined {
  const role = messages === INPUT_MESSAGES ? 'user' : 'assistant';
  const value = span.attribute(valueKey);
  if (kind === 'tool_invocation' || kind === 'handoff' || kind === 'retrieval')
    return textContent(value, 'tool');
  if (kind !== 'llm_call') return textContent(value, role);
  return messages(span, role) ?? readEnvelope(value, role);
}

function fieldOf(span: SpanView, key: string, field: string): string | undefined {
  const value = readJson(span, key);
  return isRecord(value) ? textOf(value[field]) : undefined;
}

const textOf = (value: AttributeValue | undefined): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;
