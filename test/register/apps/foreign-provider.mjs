/** Preloaded before register: `PROVIDER` says which kind of provider is registered first. */
import { trace } from '@opentelemetry/api';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

class SentryTracerProvider {
  getTracer() {}
}

if (process.env.PROVIDER === 'sentry') trace.setGlobalTracerProvider(new SentryTracerProvider());
else if (process.env.PROVIDER === 'sdk') new NodeTracerProvider().register();
console.log('done');
if (process.env.PROVIDER !== undefined) await import('@agent-attribution/instrumentation/register');
