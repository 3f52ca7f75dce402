import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { withTimeout } from './exporter-outlet.js';
import { EXPORT_SUCCESS } from './sdk-types.js';
import type { ExportResult, ReadableSpan } from './sdk-types.js';

export interface EndpointOptions {
  /** By what counters and messages name it. Default: the URL. */
  readonly name?: string;
  /** Where traces are sent, with its path. Default: what `OTEL_EXPORTER_OTLP_…` say, else `http://localhost:4318/v1/traces`. */
  readonly url?: string;
  readonly headers?: Record<string, string>;
  /** For one batch, retries included, in ms. Default 10,000. */
  readonly timeoutMs?: number;
  /** Batches on their way at once; more fail. Default 30. */
  readonly concurrencyLimit?: number;
}

export interface EndpointCounters {
  readonly name: string;
  readonly sentBatches: number;
  readonly sentSpans: number;
  readonly failedBatches: number;
  readonly failedSpans: number;
}

/** One place that traces are sent to, over the stock exporter, with its own counts. Never throws. */
export class Endpoint {
  readonly name: string;
  readonly #exporter: OTLPTraceExporter;
  readonly #counts = { sentBatches: 0, sentSpans: 0, failedBatches: 0, failedSpans: 0 };

  constructor(options: EndpointOptions) {
    this.name = options.name ?? options.url ?? 'default';
    this.#exporter = new OTLPTraceExporter({
      ...(options.url !== undefined && { url: options.url }),
      ...(options.headers !== undefined && { headers: options.headers }),
      ...(options.timeoutMs !== undefined && { timeoutMillis: options.timeoutMs }),
      ...(options.concurrencyLimit !== undefined && { concurrencyLimit: options.concurrencyLimit }),
    });
  }

  get counters(): EndpointCounters {
    return { name: this.name, ...this.#counts };
  }

  async send(spans: ReadableSpan[]): Promise<ExportResult> {
    const result = await this.#export(spans);
    if (result.code === EXPORT_SUCCESS) {
      this.#counts.sentBatches += 1;
      this.#counts.sentSpans += spans.length;
    } else {
      this.#counts.failedBatches += 1;
      this.#counts.failedSpans += spans.length;
    }
    return result;
  }

  flush(timeoutMs: number): Promise<void> {
    return withTimeout(settled(this.#exporter.forceFlush()), timeoutMs);
  }

  shutdown(timeoutMs: number): Promise<void> {
    return withTimeout(settled(this.#exporter.shutdown()), timeoutMs);
  }

  #export(spans: ReadableSpan[]): Promise<ExportResult> {
    return new Promise((resolve) => {
      try {
        // The stock exporter reads of a span what we declare, and of its resource what every SDK's resource has.
        this.#exporter.export(spans as Parameters<OTLPTraceExporter['export']>[0], resolve);
      } catch (error) {
        resolve({ code: 1, error: error instanceof Error ? error : new Error(String(error)) });
      }
    });
  }
}

const settled = (work: Promise<unknown>): Promise<void> =>
  work.then(
    () => {},
    () => {},
  );
