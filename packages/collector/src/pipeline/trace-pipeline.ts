import { TraceAssembler, attributeTrace, isAttributionSpan } from '@agent-attribution/core';
import type {
  AssembledTrace,
  AttributionReport,
  SpanView,
  TraceAssemblerOptions,
} from '@agent-attribution/core';

/** A trace on its way out: its new spans, and the verdict on all that is known of it. */
export interface AttributedTrace {
  readonly traceId: string;
  /** What came since the revision before. */
  readonly spans: readonly SpanView[];
  /** All spans of the trace so far, those that were passed on before included. */
  readonly known: readonly SpanView[];
  /** Undefined when the spans bring their own verdict, or when attribution failed. */
  readonly report: AttributionReport | undefined;
}

export interface TracePipelineOptions {
  readonly assembly?: Partial<TraceAssemblerOptions>;
  /** Called for each trace that is complete, in order; must not throw. */
  readonly onTrace: (trace: AttributedTrace) => void;
  /** Called when a trace could not be attributed; it is passed on all the same. */
  readonly onError?: (traceId: string, error: unknown) => void;
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly now?: () => number;
  /** How often due traces are looked for, ms. Default 500. */
  readonly tickMs?: number;
}

/** What is kept of a trace that was passed on, to attribute it again when late spans come. */
interface TraceRecord {
  readonly spans: readonly SpanView[];
  /** How many of them came before the first release. */
  readonly onTime: number;
}

/** Bytes that a held span counts for; views do not know their size. */
const BYTES_PER_SPAN = 2048;

/**
 * Takes spans as they come, holds each trace until it is complete, attributes it and passes it on. Traces that bring a
 * verdict (an attribution span) are passed on as they are, at once: whoever wrote it knew that the trace was complete.
 */
export class TracePipeline {
  readonly #options: TracePipelineOptions;
  readonly #assembler: TraceAssembler<SpanView, TraceRecord>;
  readonly #now: () => number;
  readonly #timer: NodeJS.Timeout;

  constructor(options: TracePipelineOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#assembler = new TraceAssembler(options.assembly ?? {}, (trace) => this.#passOn(trace));
    this.#timer = setInterval(() => this.tick(), options.tickMs ?? 500);
    this.#timer.unref();
  }

  /** How many traces were released and why, and how many spans came late or twice; numbers that only grow. */
  get counters(): Readonly<Record<string, number>> {
    const { released, releasedTraces, lateSpans, duplicateSpans } = this.#assembler.counters;
    const byReason = Object.entries(released).map(([reason, count]) => [`released_${reason}`, count]);
    return {
      released_traces: releasedTraces,
      late_spans: lateSpans,
      duplicate_spans: duplicateSpans,
      ...Object.fromEntries(byReason),
    };
  }

  accept(spans: readonly SpanView[]): void {
    const nowMs = this.#now();
    const withVerdict = new Set<string>();
    for (const span of spans) {
      const { traceId, spanId, parentSpanId } = span;
      this.#assembler.add({ traceId, spanId, parentSpanId, bytes: BYTES_PER_SPAN, item: span }, nowMs);
      if (isAttributionSpan(span)) withVerdict.add(traceId);
    }
    for (const traceId of withVerdict) this.#assembler.releaseTrace(traceId, nowMs);
  }

  /** Releases what is due; the timer does that. */
  tick(): void {
    this.#assembler.tick(this.#now());
  }

  /** Releases everything and stops. */
  shutdown(): void {
    clearInterval(this.#timer);
    this.#assembler.releaseAll(this.#now());
  }

  #passOn(trace: AssembledTrace<SpanView, TraceRecord>): TraceRecord {
    const { traceId, items, previous, completion, revision } = trace;
    const known = [...(previous?.spans ?? []), ...items];
    const onTime = previous?.onTime ?? items.length;
    let report: AttributionReport | undefined;
    if (!items.some(isAttributionSpan)) {
      try {
        report = attributeTrace(known, { completion, revision, lateSpans: known.length - onTime });
      } catch (error) {
        this.#options.onError?.(traceId, error);
      }
    }
    this.#options.onTrace({ traceId, spans: items, known, report });
    return { spans: known, onTime };
  }
}
