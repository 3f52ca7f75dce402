import { GEN_AI } from '@agent-attribution/semantic-conventions';
import type { SpanView } from '../span-view.js';
import type { Convention, ConventionRow } from './convention.js';
import { rowByValue } from './convention.js';
import { genAi } from './gen-ai.js';
import { readEnvelope, textContent } from './messages.js';
import type { NodeContent, NodeKind } from './node-facts.js';
import { readFirstText, readText } from './read.js';

const SPAN_TYPE = 'mastra.span.type';

const KINDS: Readonly<Record<string, NodeKind>> = {
  agent_run: 'agent',
  workflow_run: 'workflow',
  model_generation: 'llm_call',
  model_inference: 'llm_call',
  model_step: 'turn',
  tool_call: 'tool_invocation',
  mcp_tool_call: 'tool_invocation',
  provider_tool_call: 'tool_invocation',
  client_tool_call: 'tool_invocation',
  scorer_run: 'quality_check',
  scorer_step: 'quality_check',
  processor_run: 'guardrail',
  memory_operation: 'memory',
  rag_embedding: 'embedding',
};

/** Exactly one span of a model call bears model and usage; which one depends on the versions that were paired. */
const mastra: Convention = {
  ...genAi,
  id: 'mastra',
  agentName: (span, kind) =>
    readText(span, GEN_AI.agentName) ?? (kind === 'agent' ? genAi.agentName?.(span, kind) : undefined),
  tokens: (span, kind) =>
    kind === 'llm_call' || kind === 'embedding' ? genAi.tokens?.(span, kind) : undefined,
  softError: (span, kind) =>
    readFirstText(span, ['error.message', 'error.type', 'error.domain']) ?? genAi.softError?.(span, kind),
  input: (span, kind) => genAi.input?.(span, kind) ?? read(span, kind, 'input'),
  output: (span, kind) => genAi.output?.(span, kind) ?? read(span, kind, 'output'),
};

export const mastraRows: readonly ConventionRow[] = [
  rowByValue(
    {
      id: 'mastra.span_type',
      convention: mastra,
      key: SPAN_TYPE,
      proviso: (span, kind) =>
        kind === 'llm_call' && span.attribute(SPAN_TYPE) === 'model_generation'
          ? 'if_no_model_below'
          : 'always',
    },
    KINDS,
    'step',
  ),
];

function read(span: SpanView, kind: NodeKind, side: 'input' | 'output'): NodeContent | undefined {
  const value = span.attribute(`mastra.${readText(span, SPAN_TYPE) ?? ''}.${side}`);
  if (kind === 'tool_invocation') return textContent(value, 'tool');
  return readEnvelope(value, side === 'input' ? 'user' : 'assistant');
}
