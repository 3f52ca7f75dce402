import { context, createContextKey } from '@opentelemetry/api';
import type { EpisodeLog } from './episode-log.js';
import type { Outlet } from './outlet.js';
import { EXPORT_SUCCESS } from './sdk-types.js';
import type { ExportResult, ReadableSpan, SpanExporter } from './sdk-types.js';

/** The SDK's own key: what runs under it makes no spans, or exporting over HTTP would trace itself for ever. */
const SUPPRESS_TRACING = createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING');

/** Traces that may be on their way at once. An exporter that hangs must not hold ever more of them. */
const MAX_PENDING = 100;
const FLUSH_TIMEOUT_MS = 30_000;
const EXPORTING = 'spans could not be exported';

/** Hands an exporter one batch for each released trace. */
export class ExporterOutlet implements Outlet {
  readonly #exporter: SpanExporter;
  readonly #log: EpisodeLog;
  readonly #pending = new Set<Promise<void>>();
  #droppedSpans = 0;

  constructor(exporter: SpanExporter, log: EpisodeLog) {
    this.#exporter = exporter;
    this.#log = log;
  }

  get droppedSpans(): number {
    return this.#droppedSpans;
  }

  onStart(): void {}

  onEnding(): void {}

  deliver(spans: readonly ReadableSpan[]): void {
    if (this.#pending.size >= MAX_PENDING) {
      this.#droppedSpans += spans.length;
      this.#log.failed(EXPORTING, 'the exporter does not keep up');
      return;
    }
    const sent = this.#send([...spans]).finally(() => this.#pending.delete(sent));
    this.#pending.add(sent);
  }

  /** A span that is not sampled is not exported. */
  pass(): void {}

  async forceFlush(): Promise<void> {
    await withTimeout(Promise.all(this.#pending), FLUSH_TIMEOUT_MS);
    await this.#exporter.forceFlush?.();
  }

  async shutdown(): Promise<void> {
    await withTimeout(Promise.all(this.#pending), FLUSH_TIMEOUT_MS);
    await this.#exporter.shutdown();
  }

  async #send(spans: ReadableSpan[]): Promise<void> {
    const resource = spans[0]?.resource;
    try {
      if (resource?.asyncAttributesPending === true) await resource.waitForAsyncAttributes?.();
      const result = await this.#export(spans);
      if (result.code === EXPORT_SUCCESS) this.#log.succeeded(EXPORTING);
      else this.#log.failed(EXPORTING, result.error ?? 'the exporter gave no reason');
    } catch (error) {
      this.#log.failed(EXPORTING, error);
    }
  }

  #export(spans: ReadableSpan[]): Promise<ExportResult> {
    return new Promise((resolve) => {
      context.with(context.active().setValue(SUPPRESS_TRACING, true), () =>
        this.#exporter.export(spans, resolve),
      );
    });
  }
}

/** Waits for work, at most this long. */
export const withTimeout = async (work: Promise<unknown>, timeoutMs: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs);
  });
  try {
    await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
};
