import type { Completion } from '@agent-attribution/semantic-conventions';
import type { AssembledTrace, AssemblyCounters, SpanArrival, TraceAssemblerOptions } from './assembly.js';
import { ASSEMBLY_DEFAULTS } from './assembly.js';
import { OpenTrace } from './open-trace.js';
import { OpenTraces } from './open-traces.js';
import { ReleasedTraces } from './released-traces.js';
import { leaveQueue, TraceQueue } from './trace-queue.js';

/**
 * Holds the spans of traces until each trace is complete, then hands them over as one: architecture, section 4.
 *
 * A trace is complete when its root has ended, every referenced parent has been seen, no span known to be open is left
 * and nothing arrived for `quietPeriodMs`. Otherwise it is released on idleness, age, eviction or shutdown, and the
 * reason is told. Nothing is ever dropped: a span that comes after the release is handed back as `late`, and after the
 * next quiet period the trace is released again with revision n + 1.
 *
 * Time is injected with every call, so the host decides what a clock and a timer are. Every queue is in order
 * of its next deadline (all traces of one queue wait equally long), so each operation takes constant time.
 *
 * @typeParam T - what the host holds per span
 * @typeParam R - what the host keeps of a released trace to attribute it again
 * @example
 * const assembler = new TraceAssembler<SpanView, SpanView[]>({}, (trace) => { attribute(trace.items); return [...trace.items]; });
 * assembler.add({ traceId, spanId, parentSpanId: undefined, bytes: 640, item: span }, Date.now());
 * setInterval(() => assembler.tick(Date.now()), 1000).unref();
 */
export class TraceAssembler<T, R = undefined> {
  readonly #options: TraceAssemblerOptions;
  readonly #onRelease: (trace: AssembledTrace<T, R>) => R | undefined;
  /** The oldest are the first to be evicted, and to reach `maxAgeMs`. */
  readonly #open = new OpenTraces<T>();
  /** Those that are complete but for the quiet period, least recently touched first. */
  readonly #quiet = new TraceQueue<OpenTrace<T>>();
  /** Those that still miss something, least recently touched first. */
  readonly #waiting = new TraceQueue<OpenTrace<T>>();
  readonly #released: ReleasedTraces<R>;
  /** The open trace that was asked for last: spans of one trace come one after the other. */
  #latest: OpenTrace<T> | undefined;
  #bytes = 0;
  readonly #counters: { -readonly [K in keyof AssemblyCounters]: AssemblyCounters[K] } = {
    releasedTraces: 0,
    lateSpans: 0,
    duplicateSpans: 0,
    released: { complete: 0, idle: 0, max_age: 0, evicted: 0, shutdown: 0, file: 0 },
  };

  constructor(
    options: Partial<TraceAssemblerOptions>,
    onRelease: (trace: AssembledTrace<T, R>) => R | undefined,
  ) {
    this.#options = { ...ASSEMBLY_DEFAULTS, ...options };
    this.#onRelease = onRelease;
    this.#released = new ReleasedTraces(this.#options);
  }

  get openTraces(): number {
    return this.#open.size;
  }

  /** Bytes held, by the host's own count. */
  get heldBytes(): number {
    return this.#bytes;
  }

  get counters(): AssemblyCounters {
    return this.#counters;
  }

  /** What `onRelease` returned for a trace that is remembered as released. */
  recordOf(traceId: string): R | undefined {
    return this.#released.recordOf(traceId);
  }

  /**
   * A span of this trace has begun in this process: the trace is not complete until it is added.
   *
   * @returns `late`: the trace was released before
   */
  spanStarted(traceId: string, nowMs: number): 'open' | 'late' {
    const trace = this.#traceFor(traceId, nowMs);
    trace.openSpans += 1;
    this.#queue(trace);
    return trace.revision > 1 ? 'late' : 'open';
  }

  /**
   * A span has ended, or arrived.
   *
   * @returns `held`: kept until the release. `late`: its trace was released before, so the host forwards it at once; it
   *   is kept as well, for the next revision. `duplicate`: the same span id came before; nothing is kept.
   */
  add(arrival: SpanArrival<T>, nowMs: number): 'held' | 'late' | 'duplicate' {
    const { traceId, spanId } = arrival;
    const trace = this.#traceFor(traceId, nowMs);
    if (arrival.wasStarted === true && trace.openSpans > 0) trace.openSpans -= 1;
    if (trace.has(spanId) || (trace.revision > 1 && this.#released.has(traceId, spanId))) {
      this.#counters.duplicateSpans += 1;
      this.#settle(trace, nowMs);
      return 'duplicate';
    }
    trace.add(arrival, nowMs);
    this.#bytes += arrival.bytes;
    if (trace.revision > 1) this.#counters.lateSpans += 1;
    const isLate = trace.revision > 1;
    this.#settle(trace, nowMs);
    return isLate ? 'late' : 'held';
  }

  /** Releases what is due; call it at `nextTickMs` or at a regular interval. */
  tick(nowMs: number): void {
    const { quietPeriodMs, idleTimeoutMs, maxAgeMs } = this.#options;
    this.#releaseHeads(this.#quiet, nowMs - quietPeriodMs, 'complete', nowMs);
    const bornUntilMs = nowMs - maxAgeMs;
    let { oldest } = this.#open;
    for (; oldest !== undefined && oldest.firstSeenMs <= bornUntilMs; { oldest } = this.#open) {
      this.#release(oldest, 'max_age', nowMs);
    }
    this.#releaseHeads(this.#waiting, nowMs - idleTimeoutMs, 'idle', nowMs);
    this.#released.expire(nowMs);
  }

  /** When the next trace is due, or undefined when nothing is held. May lie in the past. */
  nextTickMs(): number | undefined {
    const { quietPeriodMs, idleTimeoutMs, maxAgeMs } = this.#options;
    const { oldest } = this.#open;
    if (oldest === undefined) return undefined;
    return Math.min(
      oldest.firstSeenMs + maxAgeMs,
      (this.#quiet.first?.lastSeenMs ?? Infinity) + quietPeriodMs,
      (this.#waiting.first?.lastSeenMs ?? Infinity) + idleTimeoutMs,
    );
  }

  /** Releases one trace at once: the host knows that it is complete. */
  releaseTrace(traceId: string, nowMs: number): void {
    const trace = this.#open.get(traceId);
    if (trace !== undefined) this.#release(trace, 'complete', nowMs);
  }

  /** Releases at once what is complete but for the quiet period, and keeps the rest. */
  releaseComplete(nowMs: number): void {
    this.#releaseHeads(this.#quiet, Infinity, 'complete', nowMs);
  }

  /** Makes the host room: releases the oldest traces until at most so many bytes are held. */
  evict(maxBytes: number, nowMs: number): void {
    this.#evict(this.#options.maxTraces, maxBytes, nowMs);
  }

  /** Releases everything; what still misses something is stamped with the reason given. */
  releaseAll(nowMs: number, reason: Completion = 'shutdown'): void {
    this.releaseComplete(nowMs);
    for (let { oldest } = this.#open; oldest !== undefined; { oldest } = this.#open) {
      this.#release(oldest, reason, nowMs);
    }
  }

  #traceFor(traceId: string, nowMs: number): OpenTrace<T> {
    if (this.#latest?.traceId === traceId) return this.#latest;
    this.#latest = this.#open.get(traceId) ?? this.#begin(traceId, nowMs);
    return this.#latest;
  }

  #begin(traceId: string, nowMs: number): OpenTrace<T> {
    const trace = new OpenTrace<T>(
      traceId,
      nowMs,
      this.#released.revisionOf(traceId) + 1,
      this.#released.openSpansOf(traceId),
      this.#options.remembersSpans,
    );
    this.#open.add(trace);
    return trace;
  }

  /** After a change: release if nothing is left to wait for, else queue, else make room. */
  #settle(trace: OpenTrace<T>, nowMs: number): void {
    const { quietPeriodMs, maxSpansPerTrace, maxTraces, maxBytes } = this.#options;
    if (trace.isEmpty) {
      if (trace.openSpans === 0) this.#forget(trace);
      return;
    }
    if (quietPeriodMs === 0 && trace.isComplete) this.#release(trace, 'complete', nowMs);
    else if (trace.spanCount >= maxSpansPerTrace) this.#release(trace, 'evicted', nowMs);
    else this.#queue(trace);
    this.#evict(maxTraces, maxBytes, nowMs);
  }

  #evict(maxTraces: number, maxBytes: number, nowMs: number): void {
    while (this.#open.size > maxTraces || this.#bytes > maxBytes) {
      const { oldest } = this.#open;
      if (oldest === undefined) break;
      this.#release(oldest, 'evicted', nowMs);
    }
  }

  #queue(trace: OpenTrace<T>): void {
    // What is empty was never queued.
    if (trace.isEmpty) return;
    if (trace.isComplete) this.#quiet.push(trace);
    // A span that is known to be open may take hours: only its age ends that wait, not silence.
    else if (trace.openSpans === 0) this.#waiting.push(trace);
    else leaveQueue(trace);
  }

  /** @param seenUntilMs - those that were last touched then, or before */
  #releaseHeads(
    queue: TraceQueue<OpenTrace<T>>,
    seenUntilMs: number,
    completion: Completion,
    nowMs: number,
  ): void {
    for (let { first } = queue; first !== undefined && first.lastSeenMs <= seenUntilMs; { first } = queue) {
      this.#release(first, completion, nowMs);
    }
  }

  #release(trace: OpenTrace<T>, completion: Completion, nowMs: number): void {
    this.#forget(trace);
    if (trace.isEmpty) return;
    this.#counters.releasedTraces += 1;
    this.#counters.released[completion] += 1;
    const previous = this.#released.recordOf(trace.traceId);
    const record = this.#onRelease({
      traceId: trace.traceId,
      items: trace.items,
      bytes: trace.bytes,
      completion,
      revision: trace.revision,
      previous,
      missingParents: trace.missingParents,
    });
    this.#released.remember(trace, record, nowMs);
    trace.letGo();
  }

  #forget(trace: OpenTrace<T>): void {
    this.#open.delete(trace);
    if (this.#latest === trace) this.#latest = undefined;
    leaveQueue(trace);
    this.#bytes -= trace.bytes;
  }
}
