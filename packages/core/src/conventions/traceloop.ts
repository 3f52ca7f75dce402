import { GEN_AI } from '@agent-attribution/semantic-conventions';
import type { SpanView } from '../span-view.js';
import type { Convention, ConventionRow } from './convention.js';
import { rowByValue } from './convention.js';
import { genAi, kindOfOperation } from './gen-ai.js';
import { readEnvelope, textContent } from './messages.js';
import type { NodeContent, NodeKind } from './node-facts.js';
import { readText } from './read.js';

const KINDS: Readonly<Record<string, NodeKind>> = {
  agent: 'agent',
  tool: 'tool_invocation',
  workflow: 'workflow',
  task: 'step',
  session: 'step',
};

const ENTITY_NAME = 'traceloop.entity.name';

/** Traceloop copies `gen_ai.agent.name` onto all that lies below an agent: on those it names the owner. */
const traceloop: Convention = {
  ...genAi,
  id: 'traceloop',
  agentName: (span, kind) =>
    (kind === 'agent' ? readText(span, ENTITY_NAME) : undefined) ?? readText(span, GEN_AI.agentName),
  toolName: (span) => readText(span, GEN_AI.toolName) ?? readText(span, ENTITY_NAME),
  input: (span, kind) => read(span, kind, 'input') ?? genAi.input?.(span, kind),
  output: (span, kind) => read(span, kind, 'output') ?? genAi.output?.(span, kind),
};

/** Kinds that say no more than that something ran: the operation, where there is one, says what. */
const VAGUE_KINDS: ReadonlySet<unknown> = new Set(['task', 'workflow']);

export const traceloopRows: readonly ConventionRow[] = [
  {
    id: 'traceloop.operation',
    convention: traceloop,
    key: 'traceloop.span.kind',
    kind: (span, kind) =>
      VAGUE_KINDS.has(kind) ? kindOfOperation(readText(span, GEN_AI.operationName) ?? '') : undefined,
  },
  rowByValue({ id: 'traceloop.span_kind', convention: traceloop, key: 'traceloop.span.kind' }, KINDS, 'step'),
];

function read(span: SpanView, kind: NodeKind, side: 'input' | 'output'): NodeContent | undefined {
  const value = span.attribute(`traceloop.entity.${side}`);
  if (kind === 'tool_invocation') return textContent(value, 'tool');
  return readEnvelope(value, side === 'input' ? 'user' : 'assistant');
}
