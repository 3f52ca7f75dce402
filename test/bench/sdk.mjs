/**
 * CPU per span of a batch processor alone, and of the attribution processor in front of it: a span's whole life, from
 * its start with a dozen attributes to the exporter. Three exporters: the stock one, which sends OTLP over HTTP to another
 * process; one that only serializes; one that throws the spans away. Healthy traces of 20 spans, one after the other; in
 * the last row 40 of them are open at a time.
 *
 * Both run in one process, in turn. How a process compiles the code and lays out its heap makes a difference of 3 % either
 * way for as long as it runs, so that each row is measured in several, of which the middle one counts.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { AttributionSpanProcessor } from '@agent-attribution/sdk';
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { measure, median, medianRatio } from './rounds.mjs';

/** Of a round. Short rounds and many of them: the pace of a shared machine changes from second to second. */
const TRACES = 240;
const ROUNDS = 101;
/** Each row is measured in so many. */
const PROCESSES = 5;
/** Until the just-in-time compilers have come to rest: most of the engine runs once a trace. */
const WARM_UP_ROUNDS = 50;
const SPANS_PER_TRACE = 20;
/** About what a batch holds, and with the attribution spans not more: one more span would be one more request. */
const TRACES_PER_FLUSH = 24;

/** Throws everything away: what is left is the life of a span and the processors. */
const discard = () => {};
/** What every OTLP exporter does before it sends: without it a batch processor has no use. */
const serialize = (spans) => ProtobufTraceSerializer.serializeRequest(spans);

const exporterThat = (handle) => ({
  export: (spans, done) => {
    handle(spans);
    done({ code: 0 });
  },
  shutdown: async () => {},
});

const batching = (exporter) => new BatchSpanProcessor(exporter, { scheduledDelayMillis: 3_600_000 });

const providerOf = (processor) => new BasicTracerProvider({ spanProcessors: [processor] });

const common = (agent) => ({
  'service.instance': 'bench-1',
  'gen_ai.conversation.id': 'conversation-17',
  'attribution.task.id': 'T-17',
  'app.tenant': 'acme',
  'app.release': '2026.11.2',
  'app.agent': agent,
  'app.region': 'eu-west-1',
});
const agentAttributes = (name) => ({
  ...common(name),
  'gen_ai.operation.name': 'invoke_agent',
  'gen_ai.agent.name': name,
  'gen_ai.agent.id': `${name}-1`,
  'attribution.node_type': 'agent',
  'attribution.goal.id': 'G-3',
});
const turnAttributes = (name, number) => ({
  ...common(name),
  'attribution.node_type': 'turn',
  'attribution.turn.number': number,
  'attribution.node_types': ['llm_call', 'tool_invocation'],
  'app.turn.kind': 'regular',
  'app.turn.budget': 5,
});
const callAttributes = (name) => ({
  ...common(name),
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'gpt-5',
  'gen_ai.response.finish_reasons': ['stop'],
  'gen_ai.usage.input_tokens': 812,
  'gen_ai.usage.output_tokens': 96,
});
const toolAttributes = (name) => ({
  ...common(name),
  'gen_ai.operation.name': 'execute_tool',
  'gen_ai.tool.name': 'search',
  'gen_ai.tool.call.id': 'call_8s7d6f5g',
  'gen_ai.agent.name': name,
  'attribution.tool.fingerprint': 'search:0123456789abcdef',
});

/** Built once: making them is the traced program's work, not that of the processors. */
const AGENTS = ['researcher', 'writer', 'critic'].map((name) => ({
  name,
  agent: agentAttributes(name),
  turns: [1, 2].map((number) => turnAttributes(name, number)),
  call: callAttributes(name),
  tool: toolAttributes(name),
}));
const ROOT = common('none');

/** 1 workflow, 3 agents, 2 turns each, 1 model call in each turn, 4 tools: 20 spans. Pauses after each turn. */
function* stepsOf(tracer) {
  const open = (name, parent, attributes) => {
    const span = tracer.startSpan(name, {}, parent);
    span.setAttributes(attributes);
    return span;
  };
  const root = open('invoke_workflow story', ROOT_CONTEXT, ROOT);
  const inRoot = trace.setSpan(ROOT_CONTEXT, root);
  let tools = 0;
  for (const { name, agent, turns, call, tool } of AGENTS) {
    const agentSpan = open(`invoke_agent ${name}`, inRoot, agent);
    const inAgent = trace.setSpan(inRoot, agentSpan);
    for (const turn of turns) {
      const turnSpan = open('turn', inAgent, turn);
      const inTurn = trace.setSpan(inAgent, turnSpan);
      open('chat gpt-5', inTurn, call).end();
      if (tools++ < 4) open('execute_tool search', inTurn, tool).end();
      turnSpan.end();
      yield;
    }
    agentSpan.end();
  }
  root.end();
}

const variant = (processor, tracesAtATime) => {
  const tracer = providerOf(processor).getTracer('bench');
  return async () => {
    let started = tracesAtATime;
    let ended = 0;
    let open = Array.from({ length: tracesAtATime }, () => stepsOf(tracer));
    while (open.length > 0) {
      const still = [];
      for (const steps of open) {
        if (steps.next().done !== true) {
          still.push(steps);
          continue;
        }
        ended += 1;
        // With more, survivors of the garbage collection would be measured instead.
        if (ended % TRACES_PER_FLUSH === 0) await processor.forceFlush();
        if (started < TRACES) still.push(stepsOf(tracer));
        started += 1;
      }
      open = still;
    }
  };
};

/** Only the first row has a receiver. */
const overHttp = () => new OTLPTraceExporter({ url: `http://127.0.0.1:${process.argv[3]}/v1/traces` });
const ROWS = [
  { name: 'sent over HTTP', makeExporter: overHttp, tracesAtATime: 1 },
  { name: 'serialized and thrown away', makeExporter: () => exporterThat(serialize), tracesAtATime: 1 },
  { name: 'thrown away', makeExporter: () => exporterThat(discard), tracesAtATime: 1 },
  {
    name: 'of 40 traces at a time, thrown away',
    makeExporter: () => exporterThat(discard),
    tracesAtATime: 40,
  },
];

const measureRow = async ({ makeExporter, tracesAtATime }) => {
  const attribution = new AttributionSpanProcessor(batching(makeExporter()));
  const { batch, attribution: held } = await measure(
    {
      batch: variant(batching(makeExporter()), tracesAtATime),
      attribution: variant(attribution, tracesAtATime),
    },
    { rounds: ROUNDS, warmUpRounds: WARM_UP_ROUNDS, unitsPerRound: TRACES * SPANS_PER_TRACE },
  );
  const { complete } = attribution.counters.released;
  await attribution.shutdown();
  return { batch: median(batch), held: median(held), ratio: medianRatio(held, batch), complete };
};

const compare = async () => {
  const sink = fork(fileURLToPath(new URL('./otlp-sink.mjs', import.meta.url)));
  const [port] = await once(sink, 'message');
  for (const [index, { name }] of ROWS.entries()) {
    const results = [];
    for (let n = 0; n < PROCESSES; n++) {
      const child = fork(fileURLToPath(import.meta.url), [String(index), String(port)]);
      const ended = once(child, 'exit').then(([code]) => {
        throw new Error(`a process ended with ${code} before it had measured`);
      });
      results.push((await Promise.race([once(child, 'message'), ended]))[0]);
    }
    const ratios = results.map(({ ratio }) => ratio).toSorted((a, b) => a - b);
    const middle = (key) => median(results.map((result) => result[key]));
    console.log(`spans ${name}`);
    console.log(`  BatchSpanProcessor alone           ${middle('batch').toFixed(0)} ns/span`);
    console.log(`  AttributionSpanProcessor before it ${middle('held').toFixed(0)} ns/span`);
    const [least, most] = [ratios.at(0), ratios.at(-1)].map((ratio) => ratio.toFixed(2));
    const traces = results.reduce((sum, { complete }) => sum + complete, 0);
    console.log(
      `  ratio ${median(ratios).toFixed(2)} (${least} to ${most} in ${PROCESSES} processes, ${traces} traces)`,
    );
  }
  sink.disconnect();
};

const [row] = process.argv.slice(2);
if (row === undefined) await compare();
else {
  process.send(await measureRow(ROWS[Number(row)]));
  process.exit();
}
