import { ATTRIBUTION_INPUT, GEN_AI, OTEL, OTEL_EVENT } from '@agent-attribution/semantic-conventions';
import type { AttributeMap, AttributeValue, SpanEventView, SpanKind, SpanView } from '../span-view.js';

/** Hand-made spans for tests: a tree of what ran, in the order it ran. Each node takes 10 ms besides its children. */
export interface SpanDraft {
  readonly name: string;
  readonly kind?: SpanKind;
  readonly attributes: AttributeMap;
  readonly error?: { readonly type?: string; readonly message: string } | undefined;
  readonly events?: readonly SpanEventView[];
  readonly children?: readonly SpanDraft[];
  readonly links?: readonly string[];
  /** Children start together instead of one after the other. */
  readonly parallel?: boolean;
  /** Default: `test`. */
  readonly scopeName?: string;
  /** Default: `test-service`. */
  readonly serviceName?: string;
  readonly droppedAttributesCount?: number;
  /** Name by which `depends_on` and tests refer to the span; its id is made of it. */
  readonly ref?: string;
}

type Extra = Partial<Omit<SpanDraft, 'name' | 'children'>>;

export const workflow = (name: string, children: readonly SpanDraft[], extra: Extra = {}): SpanDraft => ({
  ...extra,
  name: `invoke_workflow ${name}`,
  attributes: { [GEN_AI.operationName]: 'invoke_workflow', ...extra.attributes },
  children,
});

export const agent = (name: string, children: readonly SpanDraft[], extra: Extra = {}): SpanDraft => ({
  ...extra,
  name: `invoke_agent ${name}`,
  attributes: { [GEN_AI.operationName]: 'invoke_agent', [GEN_AI.agentName]: name, ...extra.attributes },
  children,
});

export const turn = (number: number, children: readonly SpanDraft[]): SpanDraft => ({
  name: `turn ${number}`,
  attributes: { [ATTRIBUTION_INPUT.nodeType]: 'turn', [ATTRIBUTION_INPUT.turnNumber]: number },
  children,
});

export const llm = (
  options: {
    readonly says?: string;
    readonly hears?: string;
    readonly tokens?: readonly [input: number, output: number];
    readonly responseId?: string;
    readonly finishReason?: string;
    readonly children?: readonly SpanDraft[];
  } & Extra = {},
): SpanDraft => ({
  ...options,
  name: 'chat test-model',
  kind: 'client',
  attributes: {
    [GEN_AI.operationName]: 'chat',
    [GEN_AI.requestModel]: 'test-model',
    ...(options.tokens && {
      [GEN_AI.usageInputTokens]: options.tokens[0],
      [GEN_AI.usageOutputTokens]: options.tokens[1],
    }),
    ...(options.responseId !== undefined && { [GEN_AI.responseId]: options.responseId }),
    ...(options.finishReason !== undefined && { [GEN_AI.responseFinishReasons]: [options.finishReason] }),
    ...(options.hears !== undefined && { [GEN_AI.inputMessages]: messages('user', options.hears) }),
    ...(options.says !== undefined && { [GEN_AI.outputMessages]: messages('assistant', options.says) }),
    ...options.attributes,
  },
});

export const tool = (
  name: string,
  options: { readonly args?: AttributeValue; readonly result?: AttributeValue } & Extra & {
      readonly children?: readonly SpanDraft[];
    } = {},
): SpanDraft => ({
  ...options,
  name: `execute_tool ${name}`,
  attributes: {
    [GEN_AI.operationName]: 'execute_tool',
    [GEN_AI.toolName]: name,
    ...(options.args !== undefined && { [GEN_AI.toolCallArguments]: options.args }),
    ...(options.result !== undefined && { [GEN_AI.toolCallResult]: options.result }),
    ...options.attributes,
  },
});

export const handoff = (to: string): SpanDraft => tool(`transfer_to_${to}`);

export const check = (
  kind: 'quality_check' | 'budget_check' | 'stagnation_check',
  verdict: string,
  attributes: AttributeMap = {},
): SpanDraft => ({
  name: kind,
  attributes: {
    [ATTRIBUTION_INPUT.nodeType]: kind,
    [ATTRIBUTION_INPUT.checkVerdict]: verdict,
    ...attributes,
  },
});

/** The spans of a tree, in the order in which they start. */
export function spansOf(root: SpanDraft, traceId = 'a'.repeat(32)): readonly SpanView[] {
  const spans: SpanView[] = [];
  let made = 0;
  const build = (draft: SpanDraft, parentSpanId: string | undefined, startMicros: number): number => {
    made += 1;
    const spanId = draft.ref === undefined ? made.toString(16).padStart(16, '0') : idOf(draft.ref);
    const position = spans.push(stub) - 1;
    let end = startMicros + 10_000;
    let next = startMicros + 1000;
    for (const child of draft.children ?? []) {
      const childEnd = build(child, spanId, next);
      end = Math.max(end, childEnd + 1000);
      if (draft.parallel !== true) next = childEnd + 1000;
    }
    spans[position] = viewOf(draft, { traceId, spanId, parentSpanId, startMicros, endMicros: end });
    return end;
  };
  build(root, undefined, 1_700_000_000_000_000);
  return spans;
}

/** The id that a `ref` becomes. */
export const idOf = (ref: string): string => Buffer.from(ref).toString('hex').padEnd(16, '0').slice(0, 16);

const messages = (role: string, content: string): string =>
  JSON.stringify([{ role, parts: [{ type: 'text', content }] }]);

function viewOf(
  draft: SpanDraft,
  place: Pick<SpanView, 'traceId' | 'spanId' | 'parentSpanId' | 'startMicros' | 'endMicros'>,
): SpanView {
  const { error } = draft;
  const attributes: AttributeMap = {
    ...draft.attributes,
    ...(error?.type !== undefined && { [OTEL.errorType]: error.type }),
  };
  const thrown: readonly SpanEventView[] =
    error === undefined
      ? []
      : [
          {
            name: OTEL_EVENT.exception,
            timeMicros: place.endMicros,
            attributes: { [OTEL.exceptionMessage]: error.message },
          },
        ];
  return {
    ...place,
    name: draft.name,
    kind: draft.kind ?? 'internal',
    statusCode: error === undefined ? 'unset' : 'error',
    statusMessage: error?.message,
    scopeName: draft.scopeName ?? 'test',
    events: [...(draft.events ?? []), ...thrown],
    links: (draft.links ?? []).map((ref) => ({ traceId: place.traceId, spanId: idOf(ref), attributes: {} })),
    droppedAttributesCount: draft.droppedAttributesCount ?? 0,
    attribute: (key) => attributes[key],
    attributeKeys: () => Object.keys(attributes),
    resourceAttribute: (key) =>
      key === OTEL.serviceName ? (draft.serviceName ?? 'test-service') : undefined,
  };
}

const stub: SpanView = viewOf(
  { name: '', attributes: {} },
  { traceId: '', spanId: '', parentSpanId: undefined, startMicros: 0, endMicros: 0 },
);
