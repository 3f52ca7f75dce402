/**
 * Hand-made traces for the benchmarks, in the shape of a team's run: a workflow, agents one after the other, each with
 * model calls and tools. Every agent makes 4 spans: itself, a model call, a tool, a model call.
 */
const SPANS_PER_AGENT = 4;

/** @returns plain span views; `failing` makes the last agent's tool fail, and the agent and the run with it */
export function makeTrace(spanCount, { failing = false, agents = 8 } = {}) {
  const traceId = 'ab'.repeat(16);
  const spans = [];
  const add = (name, parentSpanId, attributes, error) => {
    const n = spans.length;
    const startMicros = 1_700_000_000_000_000 + n * 1000;
    spans.push(
      view({
        traceId,
        spanId: (n + 1).toString(16).padStart(16, '0'),
        parentSpanId,
        name,
        startMicros,
        endMicros: startMicros + 900,
        attributes,
        error,
      }),
    );
    return spans[n];
  };
  const root = add('invoke_workflow report', undefined, { 'gen_ai.operation.name': 'invoke_workflow' });
  for (let turn = 0; spans.length + SPANS_PER_AGENT <= spanCount; turn++) {
    const isLast = spans.length + 2 * SPANS_PER_AGENT > spanCount;
    const error = failing && isLast ? 'connection refused' : undefined;
    const name = `agent-${turn % agents}`;
    const agent = add(
      `invoke_agent ${name}`,
      root.spanId,
      { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': name },
      error,
    );
    add('chat m', agent.spanId, llm(turn * 2));
    add('execute_tool search', agent.spanId, tool(turn, error), error);
    if (error === undefined) add('chat m', agent.spanId, llm(turn * 2 + 1));
    agent.endMicros = spans.at(-1).endMicros + 50;
  }
  root.endMicros = spans.at(-1).endMicros + 100;
  if (failing) root.statusCode = 'error';
  return spans;
}

const llm = (n) => ({
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'm',
  'gen_ai.response.model': 'm-1',
  'gen_ai.response.id': `resp-${n}`,
  'gen_ai.response.finish_reasons': ['stop'],
  'gen_ai.usage.input_tokens': 1200,
  'gen_ai.usage.output_tokens': 80,
  'server.address': 'api.example.com',
  'server.port': 443,
});

const tool = (n, error) => ({
  'gen_ai.operation.name': 'execute_tool',
  'gen_ai.tool.name': 'search',
  'gen_ai.tool.call.id': `call-${n}`,
  'gen_ai.tool.call.arguments': `{"q":"question ${n}"}`,
  ...(error === undefined && { 'gen_ai.tool.call.result': '{"rows":[1,2,3]}' }),
});

function view({ attributes, error, ...span }) {
  return {
    ...span,
    kind: 'internal',
    statusCode: error === undefined ? 'unset' : 'error',
    statusMessage: error,
    scopeName: 'bench',
    events: [],
    links: [],
    droppedAttributesCount: 0,
    attribute: (key) => attributes[key],
    attributeKeys: () => Object.keys(attributes),
    resourceAttribute: (key) => (key === 'service.name' ? 'bench' : undefined),
  };
}
