import type { AttributeMap, SpanView } from '@agent-attribution/core';
import { GEN_AI, OTEL } from '@agent-attribution/semantic-conventions';

/** A hand-made span and what nests in it. Each takes 10 ms besides its children, one after the other. */
export interface Draft {
  readonly name: string;
  readonly attributes: AttributeMap;
  readonly error?: string | undefined;
  readonly children?: readonly Draft[];
}

export const workflow = (name: string, children: readonly Draft[], attributes: AttributeMap = {}): Draft => ({
  name: `invoke_workflow ${name}`,
  attributes: { [GEN_AI.operationName]: 'invoke_workflow', ...attributes },
  children,
});

export const agent = (name: string, children: readonly Draft[], error?: string): Draft => ({
  name: `invoke_agent ${name}`,
  attributes: { [GEN_AI.operationName]: 'invoke_agent', [GEN_AI.agentName]: name },
  children,
  error,
});

export const llm = (inputTokens = 100, outputTokens = 10): Draft => ({
  name: 'chat test-model',
  attributes: {
    [GEN_AI.operationName]: 'chat',
    [GEN_AI.requestModel]: 'test-model',
    [GEN_AI.usageInputTokens]: inputTokens,
    [GEN_AI.usageOutputTokens]: outputTokens,
  },
});

export const tool = (name: string, error?: string, attributes: AttributeMap = {}): Draft => ({
  name: `execute_tool ${name}`,
  attributes: { [GEN_AI.operationName]: 'execute_tool', [GEN_AI.toolName]: name, ...attributes },
  error,
});

export interface Place {
  /** Default 32 times `a`. */
  readonly traceId?: string;
  /** Milliseconds since the epoch. Default 2023-11-14T22:13:20Z. */
  readonly startMs?: number;
}

/** The spans of a tree, in order of start; ids count from 1. */
export function spansOf(
  root: Draft,
  { traceId = 'a'.repeat(32), startMs = START_MS }: Place = {},
): SpanView[] {
  const spans: SpanView[] = [];
  let made = 0;
  const build = (draft: Draft, parentSpanId: string | undefined, startMicros: number): number => {
    made += 1;
    const spanId = made.toString(16).padStart(16, '0');
    const position = spans.length;
    const place = { traceId, spanId, parentSpanId, startMicros };
    spans.push(spanOf(draft, { ...place, endMicros: startMicros }));
    let endMicros = startMicros + 10_000;
    for (const child of draft.children ?? []) endMicros = build(child, spanId, endMicros) + 1_000;
    spans[position] = spanOf(draft, { ...place, endMicros });
    return endMicros;
  };
  build(root, undefined, startMs * 1000);
  return spans;
}

export const START_MS = 1_700_000_000_000;

/** A trace id made of a number. */
export const traceIdOf = (n: number): string => n.toString(16).padStart(32, '0');

/** A span id made of a number, as `spansOf` counts them. */
export const spanIdOf = (n: number): string => n.toString(16).padStart(16, '0');

export function spanOf(
  { name, attributes, error }: Draft,
  place: Pick<SpanView, 'traceId' | 'spanId' | 'parentSpanId' | 'startMicros' | 'endMicros'>,
  scopeName = 'test',
): SpanView {
  return {
    ...place,
    name,
    kind: 'internal',
    statusCode: error === undefined ? 'unset' : 'error',
    statusMessage: error,
    scopeName,
    events: [],
    links: [],
    droppedAttributesCount: 0,
    attribute: (key) => attributes[key],
    attributeKeys: () => Object.keys(attributes),
    resourceAttribute: (key) => (key === OTEL.serviceName ? 'newsroom' : undefined),
  };
}
