import { AttributionSpanExporter, AttributionSpanProcessor } from '@agent-attribution/sdk';
import type { SpanExporter } from '@agent-attribution/sdk';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
import { ConsoleSpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import type { SpanProcessor } from '@opentelemetry/sdk-trace-node';
import { appResource } from './app-resource.js';
import { deliverAtExit } from './deliver-at-exit.js';
import { delegateOf, isJoinable, providerKindOf } from './diagnosis/index.js';
import type { Api, Destination, ProviderKind, RegisterSettings } from './diagnosis/index.js';
import { UnsentSpans } from './unsent-spans.js';
import { yieldProvider } from './yield-provider.js';

export interface Tracing {
  /** Sends what is held back, without waiting for an answer. Synchronous: for the end of the process. */
  finish(): void;
}

/**
 * Makes spans be recorded, attributed and sent: with the provider that is there if it can be joined, else with one of
 * our own. A provider that cannot be joined is left as it is: then undefined.
 *
 * @param onReplaced - called when the app registers a provider later that cannot be joined
 */
export const startTracing = (
  api: Api,
  settings: RegisterSettings,
  appName: string | undefined,
  onReplaced: (kind: ProviderKind) => void,
): Tracing | undefined => {
  const found = providerKindOf(api.trace.getTracerProvider());
  if (found !== 'none' && found !== 'joinable') return undefined;

  const unsent = new UnsentSpans(exporterTo(settings.destinations));
  const attribution = new AttributionSpanProcessor(unsent, settings.processor);
  const existing = delegateOf(api.trace.getTracerProvider());
  if (existing !== undefined && isJoinable(existing)) existing.addSpanProcessor(attribution);
  else {
    register(api, appName, [attribution, ...consoleProcessors(settings)]);
    yieldProvider(api, (provider) => {
      if (isJoinable(provider)) provider.addSpanProcessor(attribution);
      else onReplaced(providerKindOf(provider));
    });
  }

  return {
    finish: () => {
      unsent.hold();
      // Releases what is open before it first waits, and nothing has to be waited for: the exporter only keeps it.
      void attribution.shutdown();
      deliverAtExit(unsent.take(), settings.destinations);
    },
  };
};

const register = (api: Api, appName: string | undefined, spanProcessors: SpanProcessor[]): void => {
  const provider = new NodeTracerProvider({ resource: appResource(appName), spanProcessors });
  api.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  api.propagation.setGlobalPropagator(
    new CompositePropagator({
      propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()],
    }),
  );
  api.trace.setGlobalTracerProvider(provider);
};

/**
 * A destination on this machine answers at once or not at all, so it is not tried again: the second try would keep a
 * process alive that has nothing else to do. One elsewhere keeps the stock exporter's own limit.
 */
const LOCAL_TIMEOUT_MS = 700;

const exporterTo = (destinations: readonly Destination[]): SpanExporter =>
  destinations.length === 0
    ? NOWHERE
    : new AttributionSpanExporter({
        endpoints: destinations.map((destination) => ({
          ...destination,
          ...(isLocal(destination.url) && { timeoutMs: LOCAL_TIMEOUT_MS }),
        })),
      });

const isLocal = (url: string): boolean =>
  URL.canParse(url) && /^(?:localhost|127\..*|\[::1\])$/.test(new URL(url).hostname);

const NOWHERE: SpanExporter = {
  export: (_spans, done) => done({ code: 0 }),
  shutdown: async () => {},
};

const consoleProcessors = ({ toConsole }: RegisterSettings): SpanProcessor[] =>
  toConsole ? [new SimpleSpanProcessor(new ConsoleSpanExporter())] : [];
