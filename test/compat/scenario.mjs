import assert from 'node:assert/strict';
import { createServer } from 'node:http';

/**
 * The same run in every lane: agents marked with our API, spans made by the lane's SDK, held and enriched by the built
 * processor, exported by the lane's batch processor and over OTLP. Prints one line of JSON with what passed and failed.
 */
export const runScenario = async (lane) => {
  const results = [];
  for (const [what, check] of Object.entries(CHECKS)) {
    try {
      await check(lane);
      results.push({ what, passed: true });
    } catch (error) {
      results.push({ what, passed: false, error: error instanceof Error ? error.stack : String(error) });
    } finally {
      lane.api.trace.disable();
      lane.api.context.disable();
    }
  }
  process.stdout.write(`${JSON.stringify({ lane: lane.name, node: process.version, results })}\n`);
};

const failingRun = async ({
  instrumentation: { withAgent, withLlmCall, withNode, withToolInvocation, withTurn },
}) => {
  await withNode('workflow', { name: 'story', taskId: 'T-1' }, () =>
    withAgent('researcher', () =>
      withTurn(async () => {
        await withLlmCall({ model: 'm' }, async (call) => call.setTokens({ input: 3, output: 4 }));
        await withToolInvocation('search', async () => {
          throw new DOMException('timed out', 'TimeoutError');
        });
      }),
    ),
  ).catch(() => {});
};

const NAMES = [
  'chat m',
  'execute_tool search',
  'turn 1',
  'invoke_agent researcher',
  'invoke_workflow story',
  'attribution',
];

/** A run, exported by the lane's own batch processor. */
const exported = async (lane, options = {}) => {
  const exporter = lane.inMemory();
  const processor = new lane.sdk.AttributionSpanProcessor(lane.batching(exporter), options);
  const provider = lane.register([processor]);
  await failingRun(lane);
  await provider.forceFlush();
  const spans = exporter.getFinishedSpans();
  const named = (name) => spans.find((span) => span.name === name);
  return { spans, named, processor, provider, exporter };
};

const CHECKS = {
  'all spans of a trace arrive, and the attribution span behind them': async (lane) => {
    const { spans } = await exported(lane);
    assert.deepEqual(
      spans.map((span) => span.name),
      NAMES,
    );
  },

  'the tree is the one of the program': async (lane) => {
    const { named } = await exported(lane);
    const parentOf = (name) => named(name).parentSpanContext?.spanId;
    const idOf = (name) => named(name).spanContext().spanId;
    assert.equal(parentOf('invoke_workflow story'), undefined);
    assert.equal(parentOf('invoke_agent researcher'), idOf('invoke_workflow story'));
    assert.equal(parentOf('turn 1'), idOf('invoke_agent researcher'));
    assert.equal(parentOf('execute_tool search'), idOf('turn 1'));
    assert.equal(parentOf('attribution'), idOf('invoke_workflow story'));
  },

  'the verdict is on root and agent, beside what they had': async (lane) => {
    const { named } = await exported(lane);
    const root = named('invoke_workflow story').attributes;
    assert.equal(root['attribution.verdict'], 'attributed');
    assert.equal(root['attribution.root_cause.agent'], 'researcher');
    assert.equal(root['attribution.root_cause.failure_category'], 'timeout');
    assert.equal(root['attribution.task.id'], 'T-1');
    const agent = named('invoke_agent researcher').attributes;
    assert.equal(agent['attribution.contribution.outcome'], 'failure');
    assert.equal(agent['gen_ai.agent.name'], 'researcher');
    assert.deepEqual(named('turn 1').attributes['attribution.node_types'], ['llm_call', 'tool_invocation']);
  },

  'an enriched span reads as every other span of this SDK': async (lane) => {
    const { named } = await exported(lane);
    const [enriched, plain] = [named('invoke_workflow story'), named('chat m')];
    for (const member of Object.keys(plain)) assert.equal(member in enriched, true, member);
    assert.equal(enriched.ended, true);
    assert.equal(enriched.duration.length, 2);
    assert.equal(enriched.droppedAttributesCount, 0);
    assert.equal(enriched.status.code, 2);
    assert.equal(enriched.resource, plain.resource);
    assert.equal(enriched.instrumentationScope, plain.instrumentationScope);
    assert.equal(enriched instanceof Object.getPrototypeOf(plain).constructor, true);
  },

  'spans themselves are never changed': async (lane) => {
    const seen = [];
    const watch = {
      onStart: (span) => seen.push(span),
      onEnd: () => {},
      forceFlush: async () => {},
      shutdown: async () => {},
    };
    const processor = new lane.sdk.AttributionSpanProcessor(lane.batching(lane.inMemory()));
    lane.register([processor, watch]);
    await failingRun(lane);
    const root = seen.find((span) => span.name === 'invoke_workflow story');
    assert.deepEqual(
      Object.keys(root.attributes).filter((key) => key.startsWith('attribution.')),
      ['attribution.task.id', 'attribution.node_type', 'attribution.outcome'],
    );
  },

  'a late span is forwarded, and makes revision 2': async (lane) => {
    const { named, provider, exporter } = await exported(lane);
    const { trace, ROOT_CONTEXT } = lane.api;
    const parent = trace.setSpanContext(ROOT_CONTEXT, named('invoke_workflow story').spanContext());
    provider.getTracer('late').startSpan('late', {}, parent).end();
    await provider.forceFlush();
    const [late, attribution] = exporter.getFinishedSpans().slice(NAMES.length);
    assert.equal(late.attributes['attribution.late'], true);
    assert.equal(attribution.attributes['attribution.revision'], 2);
  },

  'a trace that throws the engine leaves with the reason': async (lane) => {
    const engine = {
      attribute: () => {
        throw new Error('no luck');
      },
    };
    const { spans, named } = await exported(lane, { engine });
    assert.equal(spans.length, NAMES.length - 1);
    assert.equal(named('invoke_workflow story').attributes['attribution.error'], 'no luck');
  },

  'shutdown hands on what is open, and is passed on': async (lane) => {
    const finished = [];
    const exporter = {
      export: (spans, done) => {
        finished.push(...spans.map((span) => span.name));
        done({ code: 0 });
      },
      shutdown: async () => {
        finished.push('shutdown');
      },
    };
    const provider = lane.register([new lane.sdk.AttributionSpanProcessor(exporter)]);
    const tracer = provider.getTracer('test');
    const root = tracer.startSpan('open', {}, lane.api.ROOT_CONTEXT);
    const parent = lane.api.trace.setSpan(lane.api.ROOT_CONTEXT, root);
    const attributes = { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'a' };
    tracer.startSpan('invoke_agent a', { attributes }, parent).end();
    await provider.shutdown();
    assert.deepEqual(finished, ['invoke_agent a', 'attribution', 'shutdown']);
  },

  'our exporter sends it all over OTLP': async (lane) => {
    const bodies = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        bodies.push(JSON.parse(body));
        response.setHeader('content-type', 'application/json').end('{}');
      });
    });
    await new Promise((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const url = `http://127.0.0.1:${server.address().port}/v1/traces`;
    const exporter = new lane.sdk.AttributionSpanExporter({ endpoints: [{ url }] });
    const provider = lane.register([new lane.sdk.AttributionSpanProcessor(lane.batching(exporter))]);
    await failingRun(lane);
    await provider.shutdown();
    server.closeAllConnections();
    server.close();
    const scopes = bodies[0].resourceSpans.flatMap(({ scopeSpans }) => scopeSpans);
    const spans = scopes.flatMap(({ spans }) => spans);
    assert.deepEqual(spans.map(({ name }) => name).toSorted(), NAMES.toSorted());
    const scope = scopes.find((candidate) => candidate.scope.name === '@agent-attribution');
    const [attribution] = scope.spans;
    const root = spans.find(({ name }) => name === 'invoke_workflow story');
    assert.equal(attribution.parentSpanId, root.spanId);
    assert.equal(attribution.startTimeUnixNano, root.endTimeUnixNano);
    assert.equal(attribution.events[0].name, 'gen_ai.evaluation.result');
    assert.ok(root.attributes.some(({ key }) => key === 'attribution.root_cause.agent'));
  },
};
