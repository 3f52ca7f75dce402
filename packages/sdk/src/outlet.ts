import type { Context } from '@opentelemetry/api';
import type { EpisodeLog } from './episode-log.js';
import { ExporterOutlet } from './exporter-outlet.js';
import type { ReadableSpan, SpanExporter, SpanProcessor, StartedSpan } from './sdk-types.js';

/** Where spans go from here, whether that is another processor or an exporter. */
export interface Outlet {
  /** Spans that could not be taken, since what comes after does not keep up. */
  readonly droppedSpans: number;
  onStart(span: StartedSpan, parentContext: Context): void;
  onEnding(span: StartedSpan): void;
  /** All spans of a released trace at once, or a single late one. */
  deliver(spans: readonly ReadableSpan[]): void;
  /** A span that attribution has no business with, such as one that is not sampled. */
  pass(span: ReadableSpan): void;
  forceFlush(): Promise<void>;
  shutdown(): Promise<void>;
}

export const outletTo = (next: SpanProcessor | SpanExporter, log: EpisodeLog): Outlet =>
  'onEnd' in next ? new ProcessorOutlet(next) : new ExporterOutlet(next, log);

class ProcessorOutlet implements Outlet {
  readonly droppedSpans = 0;
  readonly #next: SpanProcessor;

  constructor(next: SpanProcessor) {
    this.#next = next;
  }

  onStart(span: StartedSpan, parentContext: Context): void {
    this.#next.onStart(span, parentContext);
  }

  onEnding(span: StartedSpan): void {
    this.#next.onEnding?.(span);
  }

  deliver(spans: readonly ReadableSpan[]): void {
    let failure: { readonly cause: unknown } | undefined;
    for (const span of spans) {
      try {
        this.#next.onEnd(span);
      } catch (cause) {
        // One span that cannot be taken must not cost the rest of its trace.
        failure ??= { cause };
      }
    }
    if (failure !== undefined) throw failure.cause;
  }

  pass(span: ReadableSpan): void {
    this.#next.onEnd(span);
  }

  forceFlush(): Promise<void> {
    return this.#next.forceFlush();
  }

  shutdown(): Promise<void> {
    return this.#next.shutdown();
  }
}
