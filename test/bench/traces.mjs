/**
 * Hand-made traces for the benchmarks, in the shape of a team's run: a workflow, agents one after the other, each with
 * model calls and tools. Every agent makes 4 spans: itself, a model call, a tool, a model call.
 */
const SPANS_PER_AGENT = 4;

/** @returns plain span views; `failing` makes the last agent's tool fail, and the agent and the run with it;
 *   `content` gives each model call a prompt of 600 characters and an answer of 300 */
export function makeTrace(spanCount, { failing = false, agents = 8, content = false } = {}) {
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
    add('chat m', agent.spanId, { ...llm(turn * 2), ...(content && CONTENT) });
    add('execute_tool search', agent.spanId, tool(turn, error), error);
    if (error === undefined) {
      add('chat m', agent.spanId, { ...llm(turn * 2 + 1), ...(content && CONTENT) });
    }
    agent.endMicros = spans.at(-1).endMicros + 50;
  }
  root.endMicros = spans.at(-1).endMicros + 100;
  if (failing) root.statusCode = 'error';
  return spans;
}

const PROMPT =
  'Describe for a visitor how the garden changes over the year, in plain words and in the order of the seasons. ' +
  'Begin with the soil, go on to the hedge and the trees, and close with what the pond is like in winter. ' +
  'Do not use lists. The garden lies on a slope, the hedge is old, and the pond was dug by the former owners. ';
const ANSWER =
  'In spring the soil is dark and soft, and the first leaves of the hedge come out late because it is old. ' +
  'In summer the trees give shade down the slope. In autumn their leaves cover the paths, and in winter the pond ' +
  'lies still under a thin sheet of ice that the former owners used to break for the birds. ';
const messages = (role, text) => JSON.stringify([{ role, parts: [{ type: 'text', content: text }] }]);
const CONTENT = {
  'gen_ai.input.messages': messages('user', PROMPT.repeat(2).trim()),
  'gen_ai.output.messages': messages('assistant', ANSWER.trim()),
};

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

/** Field by field, so that all have one shape, as the views of hosts have: on Node 20 what is spread and added to has its own. */
function view({ traceId, spanId, parentSpanId, name, startMicros, endMicros, attributes, error }) {
  const values = new Map(Object.entries(attributes));
  return {
    traceId,
    spanId,
    parentSpanId,
    name,
    kind: 'internal',
    startMicros,
    endMicros,
    statusCode: error === undefined ? 'unset' : 'error',
    statusMessage: error,
    scopeName: 'bench',
    events: [],
    links: [],
    droppedAttributesCount: 0,
    attribute: (key) => values.get(key),
    attributeKeys: () => [...values.keys()],
    resourceAttribute: (key) => (key === 'service.name' ? 'bench' : undefined),
  };
}
