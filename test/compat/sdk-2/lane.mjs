import { BatchSpanProcessor, InMemorySpanExporter, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import * as api from '@opentelemetry/api';
import * as instrumentation from '@agent-attribution/instrumentation';
import * as sdk from '@agent-attribution/sdk';
import { runScenario } from '../scenario.mjs';

await runScenario({
  name: 'SDK 2.12',
  api,
  sdk,
  instrumentation,
  inMemory: () => new InMemorySpanExporter(),
  batching: (exporter) => new BatchSpanProcessor(exporter),
  register: (spanProcessors) => {
    const provider = new NodeTracerProvider({ spanProcessors });
    provider.register();
    return provider;
  },
});
