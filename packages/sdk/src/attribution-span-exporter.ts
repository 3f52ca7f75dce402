import { ConfigurationError } from '@agent-attribution/core';
import { Endpoint } from './endpoint.js';
import type { EndpointCounters, EndpointOptions } from './endpoint.js';
import { readEnvironment } from './environment.js';
import { EpisodeLog } from './episode-log.js';
import { EXPORT_FAILED, EXPORT_SUCCESS } from './sdk-types.js';
import type { ExportResult, ReadableSpan, SpanExporter } from './sdk-types.js';

export interface AttributionSpanExporterOptions {
  /** Default: what the environment says, see {@link endpointsOf}. */
  readonly endpoints?: readonly EndpointOptions[];
  /** For flush and shutdown, in ms. Default 10,000. */
  readonly timeoutMs?: number;
}

/**
 * Sends spans to several OTLP/HTTP endpoints at once, such as the tracker and any other backend. Each endpoint is on its
 * own: one that is slow or dead neither blocks nor fails the others. A batch has succeeded as soon as one endpoint has
 * it, and has failed when none took it.
 *
 * @example new AttributionSpanExporter({ endpoints: [{ url: 'http://localhost:4318/v1/traces' }, { url: backend, headers }] })
 */
export class AttributionSpanExporter implements SpanExporter {
  readonly #endpoints: readonly Endpoint[];
  readonly #timeoutMs: number;
  readonly #log = new EpisodeLog();
  #shutdown: Promise<void> | undefined;

  /** @throws ConfigurationError when there is no endpoint, or a variable of the environment is wrong */
  constructor(options: AttributionSpanExporterOptions = {}) {
    const endpoints = options.endpoints ?? endpointsOf(process.env);
    if (endpoints.length === 0) {
      throw new ConfigurationError('option endpoints', 'a list of at least one endpoint, or left out', '[]');
    }
    this.#endpoints = endpoints.map((endpoint) => new Endpoint(endpoint));
    this.#timeoutMs = options.timeoutMs ?? 10_000;
  }

  /** What each endpoint took and refused, in the order in which they were given. */
  get counters(): readonly EndpointCounters[] {
    return this.#endpoints.map((endpoint) => endpoint.counters);
  }

  export(spans: ReadableSpan[], resultCallback: (result: ExportResult) => void): void {
    if (this.#shutdown !== undefined) {
      resultCallback({ code: EXPORT_FAILED, error: new Error('the exporter has been shut down') });
      return;
    }
    let waiting = this.#endpoints.length;
    let isAnswered = false;
    for (const endpoint of this.#endpoints) {
      void endpoint.send(spans).then((result) => {
        this.#note(endpoint, result);
        waiting -= 1;
        // A batch processor waits for the answer before its next batch: it must not wait for the slowest.
        if (isAnswered || (result.code !== EXPORT_SUCCESS && waiting > 0)) return;
        isAnswered = true;
        resultCallback(result);
      });
    }
  }

  async forceFlush(): Promise<void> {
    await Promise.all(this.#endpoints.map((endpoint) => endpoint.flush(this.#timeoutMs)));
  }

  /** Waits for what is on its way, at most `timeoutMs`. Once: later calls wait for the first. */
  shutdown(): Promise<void> {
    this.#shutdown ??= this.#shutDown();
    return this.#shutdown;
  }

  async #shutDown(): Promise<void> {
    await this.forceFlush();
    await Promise.all(this.#endpoints.map((endpoint) => endpoint.shutdown(this.#timeoutMs)));
  }

  #note(endpoint: Endpoint, { code, error }: ExportResult): void {
    const what = `spans could not be sent to ${endpoint.name}`;
    if (code === EXPORT_SUCCESS) this.#log.succeeded(what);
    else this.#log.failed(what, error ?? 'no reason given');
  }
}

/**
 * The endpoints that the environment names: the tracker of `AGENT_ATTRIBUTION_ENDPOINT`, and the backend of
 * `OTEL_EXPORTER_OTLP_…`. With the first alone, the backend's default address is left out.
 */
export const endpointsOf = (
  env: Readonly<Record<string, string | undefined>>,
): readonly EndpointOptions[] => {
  const { trackerUrl } = readEnvironment(env);
  if (trackerUrl === undefined) return [{ name: 'otlp' }];
  const tracker: EndpointOptions = { name: 'tracker', url: trackerUrl };
  const namesBackend = BACKEND_VARIABLES.some((name) => (env[name]?.trim() ?? '') !== '');
  return namesBackend ? [{ name: 'otlp' }, tracker] : [tracker];
};

const BACKEND_VARIABLES = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] as const;
