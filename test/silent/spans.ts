import type { SpanView } from '@agent-attribution/core';

/** One span to be: what it says and what ran in it. */
export interface Draft {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | readonly string[]>>;
  readonly children: readonly Draft[];
  readonly parallel?: boolean;
}

const messages = (...list: readonly (readonly [role: string, content: string])[]): string =>
  JSON.stringify(list.map(([role, content]) => ({ role, parts: [{ type: 'text', content }] })));

export const workflow = (children: readonly Draft[], input: string): Draft => ({
  name: 'invoke_workflow run',
  attributes: {
    'gen_ai.operation.name': 'invoke_workflow',
    'gen_ai.input.messages': messages(['user', input]),
  },
  children,
});

export const agent = (name: string, children: readonly Draft[]): Draft => ({
  name: `invoke_agent ${name}`,
  attributes: { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': name },
  children,
});

export const model = (
  given: readonly (readonly [role: string, content: string])[],
  said: string,
  finish = 'stop',
): Draft => ({
  name: 'chat m',
  attributes: {
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': 'm',
    'gen_ai.response.finish_reasons': [finish],
    'gen_ai.input.messages': messages(...given),
    'gen_ai.output.messages': messages(['assistant', said]),
  },
  children: [],
});

/** A model call that asks for a tool and says nothing besides. */
export const toolRequest = (
  given: readonly (readonly [role: string, content: string])[],
  name: string,
  args: string,
): Draft => {
  const asked = model(given, '');
  const parts = [{ type: 'tool_call', id: 'c1', name, arguments: args }];
  return {
    ...asked,
    attributes: {
      ...asked.attributes,
      'gen_ai.response.finish_reasons': ['tool_calls'],
      'gen_ai.output.messages': JSON.stringify([{ role: 'assistant', parts }]),
    },
  };
};

export const tool = (name: string, args: string, result: string): Draft => ({
  name: `execute_tool ${name}`,
  attributes: {
    'gen_ai.operation.name': 'execute_tool',
    'gen_ai.tool.name': name,
    'gen_ai.tool.call.arguments': args,
    'gen_ai.tool.call.result': result,
  },
  children: [],
});

/** Spans in order of start, every one of them without a status: green. */
export function toSpans(root: Draft): readonly SpanView[] {
  const spans: SpanView[] = [];
  const build = (draft: Draft, parentSpanId: string | undefined, startMicros: number): number => {
    const position = spans.length;
    const spanId = (position + 1).toString(16).padStart(16, '0');
    spans.push(viewOf(draft, spanId, parentSpanId, startMicros, startMicros));
    let end = startMicros + 10_000;
    let next = startMicros + 5000;
    for (const child of draft.children) {
      const childEnd = build(child, spanId, next);
      end = Math.max(end, childEnd + 5000);
      if (draft.parallel !== true) next = childEnd + 5000;
    }
    spans[position] = viewOf(draft, spanId, parentSpanId, startMicros, end);
    return end;
  };
  build(root, undefined, 1_700_000_000_000_000);
  return spans;
}

function viewOf(
  { name, attributes }: Draft,
  spanId: string,
  parentSpanId: string | undefined,
  startMicros: number,
  endMicros: number,
): SpanView {
  return {
    traceId: '5'.repeat(32),
    spanId,
    parentSpanId,
    name,
    kind: 'internal',
    startMicros,
    endMicros,
    statusCode: 'unset',
    statusMessage: undefined,
    scopeName: 'silent',
    events: [],
    links: [],
    droppedAttributesCount: 0,
    attribute: (key) => attributes[key],
    attributeKeys: () => Object.keys(attributes),
    resourceAttribute: () => undefined,
  };
}
