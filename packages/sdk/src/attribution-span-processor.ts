import type { Context } from '@opentelemetry/api';
import { TraceFlags } from '@opentelemetry/api';
import { TraceAssembler, findRoot, redactAndLimit } from '@agent-attribution/core';
import type { AssembledTrace, PlacedReport } from '@agent-attribution/core';
import type { Completion } from '@agent-attribution/semantic-conventions';
import { ATTRIBUTION_OUTPUT } from '@agent-attribution/semantic-conventions';
import { contentPolicy } from './content-policy.js';
import type { ContentPolicy } from './content-policy.js';
import { adding, attributionSpan, enrichTrace, outgoing, stampTrace } from './enrich-trace.js';
import { attributeWith, attributeWithoutQuoting } from './engine.js';
import { EpisodeLog } from './episode-log.js';
import { outletTo } from './outlet.js';
import type { Outlet } from './outlet.js';
import type { ProcessorCounters } from './processor-counters.js';
import { resolveOptions } from './processor-options.js';
import type { AttributionSpanProcessorOptions, ProcessorSettings } from './processor-options.js';
import { ReadableSpanView } from './readable-span-view.js';
import { RetainedTraces } from './retained-traces.js';
import type { ReadableSpan, SpanExporter, SpanProcessor, StartedSpan } from './sdk-types.js';

const STAMP_LATE = adding({ [ATTRIBUTION_OUTPUT.late]: true });
const TICK_MS = 10_000;
/** Characters of the reason why a trace could not be attributed. */
const MAX_REASON = 500;
const ATTRIBUTING = 'a trace could not be attributed';
const REDACTING = 'a text could not be redacted, and was left out';
const HANDLING = 'a span could not be handled';
const FORWARDING = 'spans could not be handed on';

/**
 * Holds the spans of each trace until none of that trace is open in this process, attributes the trace, and hands its
 * spans on with the verdict: on the root, on the agents, on the candidate steps, and as one extra span. It works beside
 * other processors and in front of the one that exports, in SDK 2.12 and 3.1 alike.
 *
 * Spans themselves are never changed: those that get attributes are handed on as overlays. A trace without agents passes
 * as it is. Nothing is dropped, whatever fails: without a verdict spans go on without one. No hook throws or waits.
 *
 * @example
 * new NodeTracerProvider({
 *   spanProcessors: [new AttributionSpanProcessor(new BatchSpanProcessor(new OTLPTraceExporter()))],
 * });
 */
export class AttributionSpanProcessor implements SpanProcessor {
  readonly #settings: ProcessorSettings;
  readonly #policy: ContentPolicy | undefined;
  readonly #log = new EpisodeLog();
  readonly #outlet: Outlet;
  readonly #assembler: TraceAssembler<ReadableSpanView>;
  readonly #retained: RetainedTraces;
  readonly #timer: NodeJS.Timeout;
  /**
   * When the timer goes off next, by a clock of its own, which stands still while the process sleeps. Spans are stamped with
   * that: what is due is looked for then, and the system's clock, read twice for each span, takes 0.1 us. No limit of time
   * is shorter for it.
   */
  #nextTickMs = TICK_MS;
  /** Released by the assembler, not yet handed on. */
  #due: AssembledTrace<ReadableSpanView, undefined>[] = [];
  #shutdown: Promise<void> | undefined;
  /** A provider that has the same processor twice tells it of each span twice in a row. */
  #lastStarted: StartedSpan | undefined;
  #lastEnded: ReadableSpan | undefined;
  #counts = {
    spans: 0,
    attributedTraces: 0,
    duplicate: 0,
    afterShutdown: 0,
    forgottenRevision: 0,
    failures: 0,
  };

  /**
   * @param next - the processor that exports, or an exporter, which then gets one batch for each trace
   * @throws ConfigurationError when an option is out of range
   */
  constructor(next: SpanProcessor | SpanExporter, options: AttributionSpanProcessorOptions = {}) {
    this.#settings = resolveOptions(options);
    const { content, redact } = this.#settings;
    this.#policy = contentPolicy(content, redact, (error) => this.#fail(REDACTING, error));
    this.#outlet = outletTo(next, this.#log);
    this.#retained = new RetainedTraces(this.#settings);
    const { maxTraces, maxSpansPerTrace, maxBytes, maxAgeMs, lateWindowMs, maxReleasedTraces } =
      this.#settings;
    this.#assembler = new TraceAssembler<ReadableSpanView>(
      // Open spans are counted here, so silence means nothing: a tool may run for hours.
      {
        quietPeriodMs: 0,
        idleTimeoutMs: maxAgeMs,
        maxTraces,
        maxSpansPerTrace,
        maxBytes,
        maxAgeMs,
        lateWindowMs,
        maxReleasedTraces,
        // In process a span ends once, and how many are open is known.
        remembersSpans: false,
      },
      (trace) => {
        // Mostly it is the only one, for which an array that begins empty takes room for 17.
        if (this.#due.length === 0) this.#due = [trace];
        else this.#due.push(trace);
        return undefined;
      },
    );
    this.#timer = setInterval(() => this.#quietly(() => this.#tick()), TICK_MS);
    this.#timer.unref();
  }

  get counters(): ProcessorCounters {
    const { spans, attributedTraces, duplicate, afterShutdown, forgottenRevision, failures } = this.#counts;
    const { lateSpans, released } = this.#assembler.counters;
    return {
      spans,
      lateSpans,
      openTraces: this.#assembler.openTraces,
      heldBytes: this.#assembler.heldBytes,
      attributedTraces,
      released: { ...released },
      dropped: {
        duplicate,
        afterShutdown,
        forgottenRevision,
        exporterBusy: this.#outlet.droppedSpans,
      },
      failures,
    };
  }

  onStart(span: StartedSpan, parentContext: Context): void {
    if (span === this.#lastStarted) return;
    this.#lastStarted = span;
    try {
      this.#announce(span);
      this.#log.succeeded(HANDLING);
    } catch (error) {
      this.#fail(HANDLING, error);
    }
    try {
      this.#outlet.onStart(span, parentContext);
      this.#log.succeeded(HANDLING);
    } catch (error) {
      this.#fail(HANDLING, error);
    }
  }

  onEnding(span: StartedSpan): void {
    this.#quietly(() => this.#outlet.onEnding(span));
  }

  onEnd(span: ReadableSpan): void {
    if (span === this.#lastEnded) {
      this.#counts.duplicate += 1;
      return;
    }
    this.#lastEnded = span;
    try {
      this.#add(span);
      this.#log.succeeded(HANDLING);
    } catch (error) {
      this.#fail(HANDLING, error);
    }
  }

  /** Hands on what is complete, keeps what is still open, and flushes what comes after. */
  async forceFlush(): Promise<void> {
    this.#quietly(() => {
      this.#assembler.releaseComplete(this.#nextTickMs);
      this.#handOn();
    });
    await this.#outlet.forceFlush();
  }

  /** Hands on everything, complete or not, and shuts down what comes after. Once: later calls wait for the first. */
  shutdown(): Promise<void> {
    this.#shutdown ??= this.#shutDown();
    return this.#shutdown;
  }

  async #shutDown(): Promise<void> {
    clearInterval(this.#timer);
    this.#quietly(() => {
      this.#assembler.releaseAll(this.#nextTickMs, 'shutdown');
      this.#handOn();
    });
    this.#retained.clear();
    await this.#outlet.shutdown();
  }

  #announce(span: StartedSpan): void {
    const { traceId, traceFlags } = span.spanContext();
    if (isSampled(traceFlags) && this.#shutdown === undefined) {
      const arrival = this.#assembler.spanStarted(traceId, this.#nextTickMs);
      if (arrival === 'late') this.#retained.pin(traceId);
    }
  }

  #add(span: ReadableSpan): void {
    const { traceId, spanId, traceFlags } = span.spanContext();
    if (!isSampled(traceFlags)) {
      this.#outlet.pass(span);
      return;
    }
    if (this.#shutdown !== undefined) {
      this.#counts.afterShutdown += 1;
      return;
    }
    this.#counts.spans += 1;
    const held = new ReadableSpanView(span);
    const arrival = this.#assembler.add(
      {
        traceId,
        spanId,
        // In process a trace is complete when none of its spans is open, wherever its parents live.
        parentSpanId: undefined,
        bytes: held.bytes,
        item: held,
        wasStarted: true,
      },
      this.#nextTickMs,
    );
    if (arrival === 'late') {
      this.#deliver([outgoing(held, this.#policy, STAMP_LATE)]);
    }
    this.#handOn();
  }

  #tick(): void {
    const nowMs = this.#nextTickMs;
    this.#nextTickMs += TICK_MS;
    this.#assembler.tick(nowMs);
    this.#retained.expire(Date.now());
    this.#handOn();
  }

  #handOn(): void {
    while (this.#due.length > 0) {
      const due = this.#due;
      this.#due = [];
      for (const trace of due) {
        if (trace.revision === 1) this.#release(trace);
        else this.#revise(trace);
      }
    }
  }

  /** The first verdict on a trace: all its spans leave. */
  #release({ traceId, items, bytes, completion }: AssembledTrace<ReadableSpanView, undefined>): void {
    // Under pressure a trace leaves as it is: attributing half of it would cost time, and might blame the wrong agent.
    if (completion === 'evicted') {
      this.#deliver(stampTrace(items, { [ATTRIBUTION_OUTPUT.completion]: completion }, this.#policy));
      return;
    }
    const enriched = this.#attempt(() =>
      enrichTrace(items, this.#attribute(items, completion, 1, 0), this.#policy),
    );
    if (enriched instanceof Error) {
      // A message may quote what could not be handled.
      const said = this.#settings.content === 'strip' ? enriched.name : enriched.message;
      const reason = redactAndLimit(said, MAX_REASON);
      this.#deliver(stampTrace(items, { [ATTRIBUTION_OUTPUT.error]: reason }, this.#policy));
      return;
    }
    // Agents may come late, as background work that a request leaves behind: what has none yet is kept as well.
    const root = enriched?.root ?? findRoot(items)?.span;
    if (root !== undefined) {
      this.#retained.keep(traceId, { root, views: items, lateSpans: 0, bytes }, Date.now());
    }
    this.#deliver(enriched?.spans ?? stampTrace(items, undefined, this.#policy));
  }

  /** Late spans, which have left already, make a better verdict: one more attribution span, and nothing else. */
  #revise(late: AssembledTrace<ReadableSpanView, undefined>): void {
    const { traceId, items, completion, revision } = late;
    const before = this.#retained.get(traceId);
    if (before === undefined) {
      this.#counts.forgottenRevision += 1;
      return;
    }
    const views = [...before.views, ...items];
    const lateSpans = before.lateSpans + items.length;
    const verdict = this.#attempt(() => {
      const { report } = this.#attribute(views, completion, revision, lateSpans);
      return report.contributions.length === 0 ? undefined : attributionSpan(before.root, report);
    });
    if (verdict instanceof Error) return;
    const kept = { root: before.root, views, lateSpans, bytes: before.bytes + late.bytes };
    this.#retained.keep(traceId, kept, Date.now());
    if (verdict !== undefined) this.#deliver([verdict]);
  }

  #attribute(
    views: readonly ReadableSpanView[],
    completion: Completion,
    revision: number,
    lateSpans: number,
  ): PlacedReport {
    const { engine, content } = this.#settings;
    const attribute = content === 'strip' ? attributeWithoutQuoting : attributeWith;
    return attribute(engine, views, { completion, revision, lateSpans });
  }

  /** A verdict, or why there is none: an engine that was handed in may throw, or make a report that cannot be written. */
  #attempt<T>(attribute: () => T): T | Error {
    try {
      const verdict = attribute();
      this.#counts.attributedTraces += 1;
      this.#log.succeeded(ATTRIBUTING);
      return verdict;
    } catch (error) {
      this.#fail(ATTRIBUTING, error);
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  #deliver(spans: readonly ReadableSpan[]): void {
    try {
      this.#outlet.deliver(spans);
      this.#log.succeeded(FORWARDING);
    } catch (error) {
      this.#fail(FORWARDING, error);
    }
  }

  #quietly(work: () => void): void {
    try {
      work();
      this.#log.succeeded(HANDLING);
    } catch (error) {
      this.#fail(HANDLING, error);
    }
  }

  #fail(what: string, error: unknown): void {
    this.#counts.failures += 1;
    this.#log.failed(what, error);
  }
}

const isSampled = (traceFlags: number): boolean => (traceFlags & TraceFlags.SAMPLED) !== 0;
