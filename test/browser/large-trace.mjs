/** The spans of a run of many turns: agents take turns, each a model call and tools; one tool fails in the end. */
export function largeTrace(traceId, count, startMs = Date.now() - 3_600_000) {
  const startMicros = startMs * 1000;
  const spans = [
    span({
      n: 1,
      name: 'invoke_workflow long run',
      start: 0,
      end: count * STEP,
      attributes: { 'gen_ai.operation.name': 'invoke_workflow' },
    }),
  ];
  for (let n = 2; n <= count; n++) {
    const place = (n - 2) % SPANS_PER_TURN;
    const turn = n - place;
    const agent = AGENTS[Math.floor((n - 2) / SPANS_PER_TURN) % AGENTS.length];
    const isLast = n === count;
    if (place === 0) {
      const attributes = { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': agent };
      spans.push(
        span({
          n,
          parent: 1,
          name: `invoke_agent ${agent}`,
          start: n * STEP,
          end: (n + SPANS_PER_TURN - 1) * STEP,
          attributes,
        }),
      );
    } else if (place === 1) {
      const attributes = {
        'gen_ai.operation.name': 'chat',
        'gen_ai.usage.input_tokens': 100,
        'gen_ai.usage.output_tokens': 10,
      };
      spans.push(
        span({ n, parent: turn, name: 'chat test-model', start: n * STEP, end: (n + 1) * STEP, attributes }),
      );
    } else {
      const attributes = { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'search' };
      spans.push(
        span({
          n,
          parent: turn,
          name: 'execute_tool search',
          start: n * STEP,
          end: (n + 1) * STEP,
          attributes,
          error: isLast ? 'search timed out' : undefined,
        }),
      );
    }
  }
  return spans;

  function span({ n, parent, name, start, end, attributes, error }) {
    return {
      traceId,
      spanId: idOf(n),
      parentSpanId: parent === undefined ? undefined : idOf(parent),
      name,
      kind: 'internal',
      startMicros: startMicros + start,
      endMicros: startMicros + end,
      statusCode: error === undefined ? 'unset' : 'error',
      statusMessage: error,
      scopeName: 'test',
      events: [],
      links: [],
      droppedAttributesCount: 0,
      attribute: (key) => attributes[key],
      attributeKeys: () => Object.keys(attributes),
      resourceAttribute: () => undefined,
    };
  }
}

const STEP = 50_000;
const SPANS_PER_TURN = 8;
const AGENTS = ['planner', 'researcher', 'analyst', 'writer', 'critic'];
const idOf = (n) => n.toString(16).padStart(16, '0');
