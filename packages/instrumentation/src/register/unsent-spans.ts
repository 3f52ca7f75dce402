import type { ExportResult, ReadableSpan, SpanExporter } from '@agent-attribution/sdk';

/**
 * Knows which spans an exporter has been given and has not answered for, so that they can leave in another way when the
 * process ends before the answer.
 */
export class UnsentSpans implements SpanExporter {
  readonly #exporter: SpanExporter;
  readonly #batches = new Set<readonly ReadableSpan[]>();
  #isHolding = false;

  constructor(exporter: SpanExporter) {
    this.#exporter = exporter;
  }

  export(spans: ReadableSpan[], resultCallback: (result: ExportResult) => void): void {
    this.#batches.add(spans);
    if (this.#isHolding) return;
    this.#exporter.export(spans, (result) => {
      this.#batches.delete(spans);
      resultCallback(result);
    });
  }

  /** From now on nothing is sent, only kept. */
  hold(): void {
    this.#isHolding = true;
  }

  /** All that has not been answered for; each span is given out once. */
  take(): ReadableSpan[] {
    const spans = [...this.#batches].flat();
    this.#batches.clear();
    return spans;
  }

  async forceFlush(): Promise<void> {
    await this.#exporter.forceFlush?.();
  }

  async shutdown(): Promise<void> {
    if (!this.#isHolding) await this.#exporter.shutdown();
  }
}
