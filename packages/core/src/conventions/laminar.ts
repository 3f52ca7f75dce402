import { GEN_AI, OTEL, OTEL_EVENT } from '@agent-attribution/semantic-conventions';
import type { Convention, ConventionRow } from './convention.js';
import { rowByValue } from './convention.js';
import { genAi, kindOfOperation } from './gen-ai.js';
import { readEnvelope, textContent } from './messages.js';
import type { NodeContent, NodeKind } from './node-facts.js';
import { readBoolean, readText, readTexts } from './read.js';
import type { SpanView } from '../span-view.js';

const HANDOFF_TO = 'openai.agents.handoff.to';
const HANDOFF_FROM = 'openai.agents.handoff.from';
const GUARDRAIL_NAME = 'openai.agents.guardrail.name';
const SPAN_TYPE = 'lmnr.span.type';
const SPAN_PATH = 'lmnr.span.path';

const KINDS: Readonly<Record<string, NodeKind>> = {
  LLM: 'llm_call',
  TOOL: 'tool_invocation',
  EVALUATOR: 'quality_check',
  EVALUATION: 'quality_check',
  HUMAN_EVALUATOR: 'quality_check',
};

/**
 * Laminar has no type for agents: the head of a span's path names whose it is, on the spans of other instrumentations too.
 * It records what its functions throw, and leaves the status alone.
 */
const laminar: Convention = {
  ...genAi,
  id: 'laminar',
  agentName: (span) => readTexts(span, SPAN_PATH)[0],
  handoff: (span) => {
    const to = readText(span, HANDOFF_TO);
    return to === undefined ? undefined : { from: readText(span, HANDOFF_FROM), to };
  },
  toolName: (span) => genAi.toolName?.(span) ?? span.name,
  softError: (span, kind) => {
    const thrown = span.events.findLast(({ name }) => name === OTEL_EVENT.exception)?.attributes;
    const message = thrown?.[OTEL.exceptionMessage] ?? thrown?.[OTEL.exceptionType];
    return typeof message === 'string' ? message : genAi.softError?.(span, kind);
  },
  guardrailTriggered: (span) => readBoolean(span, 'openai.agents.guardrail.triggered'),
  input: (span, kind) => read(span, kind, 'lmnr.span.input') ?? genAi.input?.(span, kind),
  output: (span, kind) => read(span, kind, 'lmnr.span.output') ?? genAi.output?.(span, kind),
};

/** Before its span types: it types a handoff as a tool. */
export const laminarAgentsRows: readonly ConventionRow[] = [
  { id: 'laminar.handoff', convention: laminar, key: HANDOFF_TO, kind: () => 'handoff' },
  { id: 'laminar.guardrail', convention: laminar, key: GUARDRAIL_NAME, kind: () => 'guardrail' },
];

export const laminarRows: readonly ConventionRow[] = [
  rowByValue({ id: 'laminar.span_type', convention: laminar, key: SPAN_TYPE }, KINDS, 'step'),
  {
    id: 'laminar.path',
    convention: laminar,
    key: SPAN_PATH,
    kind: (span) => kindOfOperation(readText(span, GEN_AI.operationName) ?? '') ?? 'step',
  },
];

function read(span: SpanView, kind: NodeKind, key: string): NodeContent | undefined {
  const value = span.attribute(key);
  const role = key.endsWith('input') ? 'user' : 'assistant';
  return kind === 'tool_invocation' ? textContent(value, 'tool') : readEnvelope(value, role);
}
