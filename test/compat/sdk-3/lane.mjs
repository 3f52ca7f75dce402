import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { BatchSpanProcessor, InMemorySpanExporter, TracerProvider } from '@opentelemetry/sdk-trace';
import * as api from '@opentelemetry/api';
import * as instrumentation from '@agent-attribution/instrumentation';
import * as sdk from '@agent-attribution/sdk';
import { runScenario } from '../scenario.mjs';

await runScenario({
  name: 'SDK 3.1',
  api,
  sdk,
  instrumentation,
  inMemory: () => new InMemorySpanExporter(),
  batching: (exporter) => new BatchSpanProcessor({ exporter }),
  register: (spanProcessors) => {
    const provider = new TracerProvider({ spanProcessors });
    api.trace.setGlobalTracerProvider(provider);
    api.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    return provider;
  },
});
