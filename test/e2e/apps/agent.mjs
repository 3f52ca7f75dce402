/**
 * One agent in a process of its own. `AGENT` is its name, `TRACEPARENT` the span that called it. The coordinator calls a
 * researcher, whose tool times out, and a writer, each in a process of its own.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ROOT_CONTEXT, SpanStatusCode, context, propagation, trace } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

const { AGENT, TRACEPARENT = '' } = process.env;

const provider = new NodeTracerProvider({
  resource: resourceFromAttributes({ 'service.name': `team-${AGENT}` }),
  spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
});
provider.register({ propagator: new W3CTraceContextPropagator() });
const tracer = trace.getTracer('agent');

const caller = propagation.extract(ROOT_CONTEXT, { traceparent: TRACEPARENT });

const call = async (agent) => {
  const headers = {};
  propagation.inject(context.active(), headers);
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url)], {
    env: { ...process.env, AGENT: agent, TRACEPARENT: headers.traceparent },
    stdio: 'inherit',
  });
  await once(child, 'exit');
};

const tool = (name, failure) => {
  const attributes = { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': name };
  tracer.startActiveSpan(`execute_tool ${name}`, { attributes }, (span) => {
    if (failure !== undefined) {
      span.setAttribute('error.type', 'TimeoutError');
      span.setStatus({ code: SpanStatusCode.ERROR, message: failure });
    }
    span.end();
  });
};

const WORK = {
  coordinator: async () => {
    await call('researcher');
    await call('writer');
    return 'the researcher failed';
  },
  researcher: () => {
    tool('search', 'search timed out after 30 s');
    return 'search timed out after 30 s';
  },
  writer: () => {
    tool('write_file');
    return undefined;
  },
};

await context.with(caller, async () => {
  const attributes = { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': AGENT };
  await tracer.startActiveSpan(`invoke_agent ${AGENT}`, { attributes }, async (span) => {
    const failure = await WORK[AGENT]();
    if (failure !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: failure });
    if (AGENT === 'coordinator') console.log(span.spanContext().traceId);
    span.end();
  });
});
await provider.shutdown();
