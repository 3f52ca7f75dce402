import type { SpanView } from '../span-view.js';
import type { Convention, ConventionRow } from './convention.js';
import { rowByValue } from './convention.js';
import { genAi } from './gen-ai.js';
import { readEnvelope, textContent } from './messages.js';
import type { NodeContent, NodeKind, TokenUsage } from './node-facts.js';
import { isRecord, readJson, readText, toNumber } from './read.js';
import type { TokenKeys } from './token-usage.js';
import { usageInRecord } from './token-usage.js';

const PREFIX = 'langfuse.observation';

const KINDS: Readonly<Record<string, NodeKind>> = {
  agent: 'agent',
  generation: 'llm_call',
  tool: 'tool_invocation',
  retriever: 'retrieval',
  embedding: 'embedding',
  evaluator: 'quality_check',
  guardrail: 'guardrail',
  chain: 'step',
  span: 'step',
  event: 'skip',
};

/** Its usage is a record of free keys that add up to `total`; these are the ones its integrations write. */
const USAGE_KEYS: TokenKeys = {
  input: ['input', 'input_tokens', 'promptTokens', 'prompt_tokens'],
  output: ['output', 'output_tokens', 'completionTokens', 'completion_tokens'],
  cacheRead: [
    'cache_read_input_tokens',
    'input_cached_tokens',
    'input_cache_read',
    'prompt_tokens_details.cached_tokens',
  ],
  cacheWrite: ['cache_creation_input_tokens', 'input_cache_creation'],
  reasoning: ['output_reasoning_tokens', 'reasoning_tokens', 'completion_tokens_details.reasoning_tokens'],
  cache: 'excluded',
};

const langfuse: Convention = {
  ...genAi,
  id: 'langfuse',
  agentName: (span, kind) => (kind === 'agent' ? span.name : genAi.agentName?.(span, kind)),
  tokens: (span, kind) => readDetails(span) ?? genAi.tokens?.(span, kind),
  costUsd: (span) => {
    const details = readJson(span, `${PREFIX}.cost_details`);
    return isRecord(details) ? toNumber(details['total']) : undefined;
  },
  model: (span) => readText(span, `${PREFIX}.model.name`) ?? genAi.model?.(span),
  toolName: (span) => genAi.toolName?.(span) ?? span.name,
  softError: (span) =>
    readText(span, `${PREFIX}.level`) === 'ERROR'
      ? (readText(span, `${PREFIX}.status_message`) ?? 'its level is ERROR')
      : undefined,
  input: (span, kind) => read(span, kind, `${PREFIX}.input`, 'user') ?? genAi.input?.(span, kind),
  output: (span, kind) => read(span, kind, `${PREFIX}.output`, 'assistant') ?? genAi.output?.(span, kind),
};

export const langfuseRows: readonly ConventionRow[] = [
  rowByValue({ id: 'langfuse.observation_type', convention: langfuse, key: `${PREFIX}.type` }, KINDS, 'step'),
];

/** The total tells whether the input includes the cache; without one its keys are taken as parts that add up. */
function readDetails(span: SpanView): TokenUsage | undefined {
  const details = readJson(span, `${PREFIX}.usage_details`);
  const included = usageInRecord(details, { ...USAGE_KEYS, cache: 'included' });
  const total = isRecord(details) ? toNumber(details['total']) : undefined;
  const isIncluded = included !== undefined && included.input + included.output === total;
  return isIncluded ? included : usageInRecord(details, USAGE_KEYS);
}

function read(
  span: SpanView,
  kind: NodeKind,
  key: string,
  role: 'user' | 'assistant',
): NodeContent | undefined {
  const value = span.attribute(key);
  return kind === 'tool_invocation' ? textContent(value, 'tool') : readEnvelope(value, role);
}
