import { attributeAndPlace, TraceAssembler } from '@agent-attribution/core';
import { readLogRecords, readOtlpLogsProto, type ScannedRequest, scanRequest } from '@agent-attribution/otlp';
import type { InFlightRecord } from '../store/in-flight-store.js';
import { StoreFullError } from '../store/store-errors.js';
import { Backlog } from './backlog.js';
import { HeldRecords, spanRef } from './held-records.js';
import { judgedTraces } from './judged-traces.js';
import { MemoryPressure } from './memory-pressure.js';
import { startPipelineCounters } from './pipeline-counters.js';
import type { CollectorPipelineOptions } from './pipeline-options.js';
import { newSentTrace, type SentTrace, SentTraces } from './sent-traces.js';
import { SinkGate } from './sink-gate.js';
import { type ReleasedTrace, TraceDelivery } from './trace-delivery.js';
import { TraceLogs, tracesWithContent } from './trace-logs.js';
import { WorkQueue } from './work-queue.js';

const MIB = 1024 ** 2;
/** Traces worked on at a time: what is small and waits for the next request to a backend must not hold up the rest. */
const MAX_RUNNING = 10_000;
/** Traces whose spans are read back at a time: what has been read waits in memory to be sent. */
const MAX_READING = 64;
/** What the index of an open trace takes in memory for each of its spans: `npm run bench:collector -- --only memory`. */
const INDEX_BYTES_PER_SPAN = 130;
/** Share of the memory for what is in flight that is for bodies, whatever the index takes. */
const BODIES_AT_LEAST = 0.125;
/** What is left of the open traces after the store was found full, by their share of memory: the oldest go. */
const SHARE_LEFT_WHEN_FULL = 0.9;
/** How long a request may wait for its turn. */
const MAX_WAIT_MS = 5_000;
const NO_TRACES: ReadonlySet<string> = new Set();

/**
 * Accepted requests in, attributed traces out, on bytes. A request is in the store before its sender is told so; what is
 * held of a span is one number. When a trace is complete its spans are copied out of their requests, attributed, and
 * handed to the sinks; when they have taken all of a request over, the store releases it. What was in flight when a
 * process ended is replayed by `start`: delivery is at least once.
 *
 * @example
 * const pipeline = new CollectorPipeline({ store, sinks: [exporter] });
 * await pipeline.start();
 * await startOtlpHttpServer({ onTraces: ({ body, scanned }) => pipeline.acceptTraces(body, scanned) });
 */
export class CollectorPipeline {
  readonly #options: CollectorPipelineOptions;
  readonly #assembler: TraceAssembler<number, SentTrace>;
  readonly #maxMemoryBytes: number;
  readonly #records: HeldRecords;
  readonly #logs: TraceLogs;
  readonly #queue: WorkQueue;
  readonly #backlog: Backlog;
  readonly #gate: SinkGate;
  readonly #delivery: TraceDelivery;
  #wasStoreFull = false;
  readonly #counts = startPipelineCounters();
  readonly #now: () => number;
  readonly #timer: NodeJS.Timeout;
  /** Traces that bring a verdict in the request that is being taken: they are released with it, at once. */
  #judged: ReadonlySet<string> = NO_TRACES;

  constructor(options: CollectorPipelineOptions) {
    const { store, sinks, onError, contentPolicy = 'keep', attribute = attributeAndPlace } = options;
    const counts = this.#counts;
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#assembler = new TraceAssembler(options.assembly ?? {}, (trace) => this.#release(trace));
    this.#maxMemoryBytes = options.maxMemoryBytes ?? 240 * MIB;
    this.#records = new HeldRecords(store, this.#maxMemoryBytes);
    this.#logs = new TraceLogs({ maxTraces: 10_000, maxAgeMs: 600_000 }, (slots) =>
      this.#delivery.endUses(slots),
    );
    const pressure = new MemoryPressure(() => (store.isMemory ? 0 : this.#records.fill), this.#now);
    this.#backlog = new Backlog({
      maxSpans: options.maxBacklogSpans ?? 20_000,
      maxWaitMs: MAX_WAIT_MS,
      isTight: () => pressure.isHigh(this.#queue.waiting > 0),
    });
    this.#gate = new SinkGate({ sinks, contentPolicy, counts, onError });
    this.#delivery = new TraceDelivery({
      records: this.#records,
      sent: new SentTraces(options.maxSentBytes ?? 64 * MIB),
      logs: this.#logs,
      gate: this.#gate,
      counts,
      attribute,
      contentPolicy,
      onRead: () => this.#queue.schedule(),
    });
    const maxSendingBytes = options.maxSendingBytes ?? 32 * MIB;
    this.#queue = new WorkQueue(
      (running) =>
        running < MAX_RUNNING &&
        this.#delivery.reading < MAX_READING &&
        this.#gate.sendingBytes < maxSendingBytes,
      (error) => {
        counts.failed_work += 1;
        onError?.(error);
      },
    );
    this.#timer = setInterval(() => this.tick(), options.tickMs ?? 25);
    this.#timer.unref();
  }

  /** What came, what was released and why, what was late, twice, or dropped, and what is held now. */
  get counters(): Readonly<Record<string, number>> {
    const { released, releasedTraces, lateSpans, duplicateSpans } = this.#assembler.counters;
    const byReason = Object.entries(released).map(([reason, count]) => [`released_${reason}`, count]);
    return {
      ...this.#counts,
      released_traces: releasedTraces,
      late_spans: lateSpans,
      duplicate_spans: duplicateSpans,
      ...Object.fromEntries(byReason),
      open_traces: this.#assembler.openTraces,
      held_requests: this.#records.size,
      memory_bytes: this.#records.memoryBytes,
      queued_work: this.#queue.size,
      backlog_spans: this.#backlog.spans,
    };
  }

  /** Takes up what a process before this one did not deliver. Call it before the first request comes. */
  async start(): Promise<void> {
    for await (const { id, signal, body } of this.#options.store.recover()) {
      this.#counts.recovered_requests += 1;
      try {
        if (signal === 'traces') this.#takeTraces(id, scanRequest(body));
        else this.#takeLogs(id, body);
      } catch (error) {
        // It was checked before it was kept, so its bytes have changed: it would come back for ever.
        this.#counts.recovery_errors += 1;
        this.#options.onError?.(error);
        this.#options.store.release([id]);
      }
    }
  }

  /**
   * Resolves when the request is as safe as the store's durability says.
   *
   * @param body - an `ExportTraceServiceRequest`; must not be changed afterwards, unless the answer says so
   * @param scanned - what `scanRequest` gives for it, if that is known
   * @returns whether the memory of `body` may be used again: what is held of it is a copy
   * @throws MalformedOtlpError
   * @throws StoreFullError, OtlpBusyError - when too many spans wait to be delivered, or the store is closed
   */
  async acceptTraces(body: Uint8Array, scanned: ScannedRequest = scanRequest(body)): Promise<boolean> {
    if (!this.#backlog.hasRoom) await this.#backlog.room(scanned.spanIds.length);
    const id = await this.#append({ signal: 'traces', body });
    this.#counts.received_requests += 1;
    this.#counts.received_spans += scanned.spanIds.length - scanned.rejectedSpans;
    this.#counts.dropped_invalid_spans += scanned.rejectedSpans;
    return this.#takeTraces(id, scanned);
  }

  /** The same for an `ExportLogsServiceRequest`: it is passed on at once, and its records are content for attribution. */
  async acceptLogs(body: Uint8Array): Promise<void> {
    const { logRecords } = readOtlpLogsProto(body);
    if (!this.#backlog.hasRoom) await this.#backlog.room(0);
    const id = await this.#append({ signal: 'logs', body });
    this.#counts.received_requests += 1;
    this.#counts.received_log_records += logRecords;
    this.#takeLogs(id, body);
  }

  /** Releases what is due; the timer does that. */
  tick(): void {
    const nowMs = this.#now();
    this.#assembler.tick(nowMs);
    this.#logs.expire(nowMs);
    this.#makeRoom(nowMs);
    this.#shareMemory();
    this.#backlog.letIn();
  }

  /** Resolves when all that was released has been taken over by the sinks. */
  settled(): Promise<void> {
    return this.#queue.idle();
  }

  /** Releases everything, and resolves when the sinks have taken it over. */
  async shutdown(): Promise<void> {
    clearInterval(this.#timer);
    this.#assembler.releaseAll(this.#now());
    await this.#queue.idle();
    this.#logs.clear();
  }

  async #append(record: InFlightRecord): Promise<number> {
    try {
      return await this.#options.store.append(record);
    } catch (error) {
      this.#wasStoreFull ||= error instanceof StoreFullError;
      throw error;
    }
  }

  /**
   * A store that is full of open traces would stay so until these are idle. As long as something is on its way out, room
   * comes by itself, or does not come at all, since a destination is away: then traces would lose their verdict for nothing.
   */
  #makeRoom(nowMs: number): void {
    if (!this.#wasStoreFull || this.#queue.size > 0) return;
    this.#wasStoreFull = false;
    this.#assembler.evict(Math.floor(this.#assembler.heldBytes * SHARE_LEFT_WHEN_FULL), nowMs);
  }

  /**
   * Bodies that memory does not hold have to be read back. So they get all the memory that open traces do not need: these
   * take little unless there are hundreds of thousands.
   */
  #shareMemory(): void {
    if (this.#options.store.isMemory) return;
    const left = this.#maxMemoryBytes - this.#assembler.heldBytes;
    this.#records.limitTo(Math.max(left, this.#maxMemoryBytes * BODIES_AT_LEAST));
  }

  /** @returns whether the request's bytes are not held themselves */
  #takeTraces(id: number, scanned: ScannedRequest): boolean {
    const nowMs = this.#now();
    const { bytes, layout, traceIds, spanIds, parentSpanIds } = scanned;
    const slot = this.#records.add(id, bytes, layout);
    const isCopied = this.#records.isCopied(slot);
    const bytesPerSpan =
      INDEX_BYTES_PER_SPAN +
      (this.#options.store.isMemory ? Math.ceil(bytes.length / Math.max(1, spanIds.length)) : 0);
    this.#judged = judgedTraces(scanned);
    let late: Map<string, number[]> | undefined;
    for (let span = 0; span < spanIds.length; span++) {
      const traceId = traceIds[span] ?? '';
      if (traceId === '') continue;
      this.#records.use(slot);
      const arrival = {
        traceId,
        spanId: spanIds[span] ?? '',
        parentSpanId: parentSpanIds[span] || undefined,
        bytes: bytesPerSpan,
        item: spanRef(slot, span),
      };
      const became = this.#assembler.add(arrival, nowMs);
      if (became === 'duplicate') this.#records.endUse(slot);
      else if (became === 'late') addTo((late ??= new Map()), traceId, span);
    }
    for (const [traceId, spans] of late ?? []) this.#forwardLate(traceId, slot, spans);
    for (const traceId of this.#judged) this.#assembler.releaseTrace(traceId, nowMs);
    this.#judged = NO_TRACES;
    this.#records.endUse(slot);
    return isCopied;
  }

  #takeLogs(id: number, body: Uint8Array): void {
    const slot = this.#records.add(id, body, undefined);
    const nowMs = this.#now();
    for (const traceId of tracesWithContent(readLogRecords(body))) {
      this.#records.use(slot);
      this.#logs.add(traceId, slot, nowMs);
    }
    this.#queue.add(async () => {
      const read = await this.#records.read(slot);
      if (read !== undefined) await this.#gate.send({ signal: 'logs', body: read, spanCount: 0 });
      this.#records.endUse(slot);
    });
  }

  #forwardLate(traceId: string, slot: number, spans: readonly number[]): void {
    const sent = this.#assembler.recordOf(traceId);
    this.#records.use(slot);
    this.#queue.add(async () => {
      await sent?.done;
      await this.#delivery.forwardLate(slot, spans, sent);
    });
  }

  /** Called by the assembler, which wants to know at once what is kept: the work itself waits in the queue. */
  #release(trace: ReleasedTrace): SentTrace {
    const { previous, traceId } = trace;
    const sent = previous ?? newSentTrace();
    const before = sent.done;
    const isJudged = this.#judged.has(traceId);
    const spans = trace.items.length;
    this.#backlog.add(spans);
    sent.done = new Promise((resolve) => {
      this.#queue.add(async () => {
        try {
          if (previous === undefined) await this.#delivery.finish(trace, sent, isJudged);
          else {
            await before;
            await this.#delivery.revise(trace, sent);
          }
        } finally {
          this.#backlog.remove(spans);
          resolve();
        }
      });
    });
    return sent;
  }
}

function addTo(spansByTrace: Map<string, number[]>, traceId: string, span: number): void {
  const known = spansByTrace.get(traceId);
  if (known === undefined) spansByTrace.set(traceId, [span]);
  else known.push(span);
}
