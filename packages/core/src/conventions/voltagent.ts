import type { SpanView } from '../span-view.js';
import type { Convention, ConventionRow } from './convention.js';
import { rowByValue } from './convention.js';
import { readEnvelope, textContent } from './messages.js';
import type { NodeContent, NodeKind } from './node-facts.js';
import { readBoolean, readFirstText, readText } from './read.js';
import { usageReader } from './token-usage.js';

/** What a span below an agent or workflow is. */
const KINDS: Readonly<Record<string, NodeKind>> = {
  llm: 'llm_call',
  tool: 'tool_invocation',
  retriever: 'retrieval',
  embedding: 'embedding',
  memory: 'memory',
  scorer: 'quality_check',
  guardrail: 'guardrail',
  'workflow-step': 'step',
};
/** What a span without a type of its own is: the root of the agent or workflow. */
const ROOT_KINDS: Readonly<Record<string, NodeKind>> = { agent: 'agent', workflow: 'workflow' };

const readUsage = usageReader({
  input: ['usage.prompt_tokens'],
  output: ['usage.completion_tokens'],
  cacheRead: ['usage.cached_tokens'],
  cacheWrite: [],
  reasoning: ['usage.reasoning_tokens'],
  cache: 'included',
});

const FAILED_STATE = /^(?:error|failed)$/i;

/**
 * VoltAgent. Spans below an agent repeat its `entity.*`, and a sub-agent's bear those of its parent: `subagent.name`
 * comes first. An agent's `usage.*` is what its own model calls used, and does not hold that of its sub-agents. The span of
 * its model calls stands for all of them, but reports the usage of the last alone, and is not read.
 */
const voltAgent: Convention = {
  id: 'voltagent',
  agentName: (span) => readText(span, 'subagent.name') ?? subAgentInName(span) ?? ownEntityName(span),
  agentId: (span) =>
    readText(span, 'subagent.id') ?? (isSubAgent(span) ? undefined : readText(span, 'entity.id')),
  tokens: (span, kind) => (kind === 'agent' ? readUsage(span) : undefined),
  tokensAreOwn: true,
  model: (span) => readFirstText(span, ['llm.model', 'ai.model.name']),
  toolName: (span) => readText(span, 'tool.name') ?? /^tool\.execution:(.+)$/.exec(span.name)?.[1],
  toolCallId: (span) => readText(span, 'tool.call.id'),
  softError: (span, kind) => {
    if (kind !== 'agent') return undefined;
    const state = readText(span, 'agent.state');
    if (state !== undefined && FAILED_STATE.test(state)) return `the agent's state is ${state}`;
    // It says so of a run too that needed all its steps and came to its end with the last.
    const hasEnded = readText(span, 'ai.response.finish_reason') === 'stop';
    return readBoolean(span, 'voltagent.stopped_by_max_steps') === true && !hasEnded
      ? 'stopped by the limit on steps'
      : undefined;
  },
  guardrailTriggered: (span) => {
    const passed = readBoolean(span, 'guardrail.pass');
    return passed === undefined ? undefined : !passed;
  },
  input: (span, kind) => read(span, kind, 'input'),
  output: (span, kind) => read(span, kind, 'output'),
};

export const voltAgentRows: readonly ConventionRow[] = [
  {
    id: 'voltagent.guardrail',
    convention: voltAgent,
    key: 'guardrail.id',
    kind: () => 'guardrail',
  },
  {
    id: 'voltagent.span_type',
    convention: voltAgent,
    key: 'span.type',
    // Others use `span.type` too; only VoltAgent's spans say which entity they belong to.
    kind: (span, type) =>
      typeof type === 'string' && span.attribute('entity.id') !== undefined
        ? (KINDS[type] ?? 'step')
        : undefined,
  },
  rowByValue({ id: 'voltagent.entity', convention: voltAgent, key: 'entity.type' }, ROOT_KINDS),
];

function isSubAgent(span: SpanView): boolean {
  return readBoolean(span, 'voltagent.is_subagent') === true;
}

function subAgentInName(span: SpanView): string | undefined {
  return span.name.startsWith('subagent:') ? span.name.slice('subagent:'.length) : undefined;
}

/** Of a sub-agent's span the entity is the parent, so it names nobody. */
function ownEntityName(span: SpanView): string | undefined {
  const isOwn = !isSubAgent(span) && span.attribute('entity.type') === 'agent';
  return isOwn ? readText(span, 'entity.name') : undefined;
}

function read(span: SpanView, kind: NodeKind, key: 'input' | 'output'): NodeContent | undefined {
  const value = span.attribute(key);
  if (kind === 'tool_invocation') return textContent(value, 'tool');
  return readEnvelope(value, key === 'input' ? 'user' : 'assistant');
}
