import type { SpanView } from '../span-view.js';
import type { Convention, ConventionRow } from './convention.js';
import { genAi } from './gen-ai.js';
import { agentProviso } from './langgraph.js';
import type { LangGraphMetadata } from './langgraph.js';
import { readEnvelope, textContent } from './messages.js';
import type { NodeContent, NodeKind } from './node-facts.js';
import { readText } from './read.js';

const KINDS: Readonly<Record<string, NodeKind>> = {
  llm: 'llm_call',
  tool: 'tool_invocation',
  retriever: 'retrieval',
  embedding: 'embedding',
  chain: 'step',
  prompt: 'step',
  parser: 'step',
};

const metadataOf = (span: SpanView): LangGraphMetadata => ({
  agentName: readText(span, 'langsmith.metadata.lc_agent_name'),
  node: readText(span, 'langsmith.metadata.langgraph_node'),
});
const nameOf = (span: SpanView): string => readText(span, 'langsmith.trace.name') ?? span.name;

/** LangSmith's exporter. Its operation calls a retriever `embeddings`; its own kind is exact. */
const langSmith: Convention = {
  ...genAi,
  id: 'langsmith',
  agentName: (span) => {
    const { agentName, node } = metadataOf(span);
    return agentName ?? node;
  },
  agentId: () => undefined,
  toolName: (span) => genAi.toolName?.(span) ?? nameOf(span),
  softError: (span) => {
    for (const key of span.attributeKeys()) {
      if (key.startsWith('langsmith.') && key.includes('error')) {
        const error = readText(span, key);
        if (error !== undefined && error !== 'false') return error;
      }
    }
    return undefined;
  },
  input: (span, kind) => read(span, kind, 'gen_ai.prompt', 'user'),
  output: (span, kind) => read(span, kind, 'gen_ai.completion', 'assistant'),
};

/** Before the rows of GenAI, whose operations it writes as well. */
export const langSmithRows: readonly ConventionRow[] = [
  {
    id: 'langsmith.span_kind',
    convention: langSmith,
    key: 'langsmith.span.kind',
    kind: (span, value) => {
      if (typeof value !== 'string') return undefined;
      const isAgent = value === 'chain' && agentProviso(metadataOf(span), nameOf(span)) !== undefined;
      return isAgent ? 'agent' : (KINDS[value] ?? 'step');
    },
    proviso: (span, kind) =>
      (kind === 'agent' ? agentProviso(metadataOf(span), nameOf(span)) : undefined) ?? 'always',
  },
];

function read(
  span: SpanView,
  kind: NodeKind,
  key: string,
  role: 'user' | 'assistant',
): NodeContent | undefined {
  const value = span.attribute(key);
  return kind === 'tool_invocation' ? textContent(value, 'tool') : readEnvelope(value, role);
}
