/** An app that sets up its own tracing, and prints the spans that reach it. */
import { trace } from '@opentelemetry/api';
import { NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';

const printer = {
  export(spans, done) {
    for (const { name } of spans) console.log(`exported ${name}`);
    done({ code: 0 });
  },
  shutdown: async () => {},
};
new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(printer)] }).register();
trace.getTracer('app').startSpan('work').end();
