import { attributeTrace, TraceAssembler } from '@agent-attribution/core';
import type {
  AssembledTrace,
  ContentPolicyName,
  LogView,
  TraceAssemblerOptions,
} from '@agent-attribution/core';
import {
  applyContentPolicy,
  applyContentPolicyToLogs,
  hexId,
  readLogRecords,
  readOtlpLogsProto,
  type ScannedRequest,
  scanRequest,
} from '@agent-attribution/otlp';
import type { InFlightRecord, InFlightStore } from '../store/in-flight-store.js';
import { StoreFullError } from '../store/store-errors.js';
import { type Attribute, attributePayload, revisePayload, stampLate } from './attribute-payload.js';
import { Backlog } from './backlog.js';
import { copyHeldSpans } from './copy-held-spans.js';
import { HeldRecords, slotOf, spanRef } from './held-records.js';
import { judgedTraces } from './judged-traces.js';
import type { OtlpPayload, OtlpSink } from './otlp-sink.js';
import { COUNTER_OF, startPipelineCounters } from './pipeline-counters.js';
import { type SentTrace, SentTraces } from './sent-traces.js';
import { TraceLogs } from './trace-logs.js';
import { WorkQueue } from './work-queue.js';

export interface CollectorPipelineOptions {
  /** The pipeline does not close it: `shutdown` first, then the store. */
  readonly store: InFlightStore;
  /** Each gets everything. A record is released when all of them have taken over all of its traces. */
  readonly sinks: readonly OtlpSink[];
  readonly assembly?: Partial<TraceAssemblerOptions> | undefined;
  /** Bodies kept in memory; what is above is read back from the store. Default 64 MiB. */
  readonly maxMemoryBytes?: number | undefined;
  /** Spans of traces that were sent, kept for revisions. Default 64 MiB. */
  readonly maxSentBytes?: number | undefined;
  /** Bytes handed to the sinks and not taken over yet; one payload always may. Default 32 MiB. */
  readonly maxSendingBytes?: number | undefined;
  /** Spans that are due and not handed over yet, above which whoever brings more waits. Default 20,000. */
  readonly maxBacklogSpans?: number | undefined;
  /** Told of what goes wrong at run time. */
  readonly onError?: ((error: unknown) => void) | undefined;
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** How often due traces are looked for, ms. Default 500. */
  readonly tickMs?: number | undefined;
  /** Default `attributeTrace`. */
  readonly attribute?: Attribute | undefined;
  /** What the sinks get of content, which is used for attribution in any case. Default `keep`. */
  readonly contentPolicy?: ContentPolicyName | undefined;
}

type Released = AssembledTrace<number, SentTrace>;

const MIB = 1024 ** 2;
/** Traces worked on at a time: what is small and waits for the next request to a backend must not hold up the rest. */
const MAX_RUNNING = 10_000;
/** What the index of an open trace takes in memory for each of its spans: `npm run bench:collector -- --only memory`. */
const INDEX_BYTES_PER_SPAN = 130;
/** What is left of the open traces after the store was found full, by their share of memory: the oldest go. */
const SHARE_LEFT_WHEN_FULL = 0.9;
/** How long a request may wait for its turn. */
const MAX_WAIT_MS = 5_000;

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
  readonly #records: HeldRecords;
  readonly #sent: SentTraces;
  readonly #logs: TraceLogs;
  readonly #queue: WorkQueue;
  readonly #backlog: Backlog;
  #sendingBytes = 0;
  #wasStoreFull = false;
  readonly #counts = startPipelineCounters();
  readonly #attribute: Attribute;
  readonly #contentPolicy: ContentPolicyName;
  readonly #now: () => number;
  readonly #timer: NodeJS.Timeout;

  constructor(options: CollectorPipelineOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#attribute = options.attribute ?? attributeTrace;
    this.#contentPolicy = options.contentPolicy ?? 'keep';
    this.#assembler = new TraceAssembler(options.assembly ?? {}, (trace) => this.#release(trace));
    this.#records = new HeldRecords(options.store, options.maxMemoryBytes ?? 64 * MIB);
    this.#sent = new SentTraces(options.maxSentBytes ?? 64 * MIB);
    this.#logs = new TraceLogs({ maxTraces: 10_000, maxAgeMs: 600_000 }, (slots) => this.#endUses(slots));
    this.#backlog = new Backlog({ maxSpans: options.maxBacklogSpans ?? 20_000, maxWaitMs: MAX_WAIT_MS });
    const maxSendingBytes = options.maxSendingBytes ?? 32 * MIB;
    this.#queue = new WorkQueue(
      (running) => running < MAX_RUNNING && this.#sendingBytes < maxSendingBytes,
      (error) => {
        this.#counts.failed_work += 1;
        options.onError?.(error);
      },
    );
    this.#timer = setInterval(() => this.tick(), options.tickMs ?? 500);
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
   * @param body - an `ExportTraceServiceRequest`; must not be changed afterwards
   * @param scanned - what `scanRequest` gives for it, if that is known
   * @throws MalformedOtlpError
   * @throws StoreFullError, OtlpBusyError - when too many spans wait to be delivered, or the store is closed
   */
  async acceptTraces(body: Uint8Array, scanned: ScannedRequest = scanRequest(body)): Promise<void> {
    if (!this.#backlog.hasRoom) await this.#backlog.room(scanned.spanIds.length);
    const id = await this.#append({ signal: 'traces', body });
    this.#counts.received_requests += 1;
    this.#counts.received_spans += scanned.spanIds.length - scanned.rejectedSpans;
    this.#counts.dropped_invalid_spans += scanned.rejectedSpans;
    this.#takeTraces(id, scanned);
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

  #takeTraces(id: number, scanned: ScannedRequest): void {
    const nowMs = this.#now();
    const { bytes, layout, traceIds, spanIds, parentSpanIds } = scanned;
    const slot = this.#records.add(id, bytes, layout);
    const bytesPerSpan =
      INDEX_BYTES_PER_SPAN +
      (this.#options.store.isMemory ? Math.ceil(bytes.length / Math.max(1, spanIds.length)) : 0);
    const late = new Map<string, number[]>();
    for (let span = 0; span < spanIds.length; span++) {
      const traceId = traceIds[span] ?? '';
      if (traceId === '') continue;
      this.#records.use(slot);
      const arrival = this.#assembler.add(
        {
          traceId,
          spanId: spanIds[span] ?? '',
          parentSpanId: parentSpanIds[span] || undefined,
          bytes: bytesPerSpan,
          item: spanRef(slot, span),
        },
        nowMs,
      );
      if (arrival === 'duplicate') this.#records.endUse(slot);
      else if (arrival === 'late') late.set(traceId, [...(late.get(traceId) ?? []), span]);
    }
    for (const [traceId, spans] of late) this.#forwardLate(traceId, slot, spans);
    for (const traceId of judgedTraces(bytes)) this.#assembler.releaseTrace(traceId, nowMs);
    this.#records.endUse(slot);
  }

  #takeLogs(id: number, body: Uint8Array): void {
    const slot = this.#records.add(id, body, undefined);
    const nowMs = this.#now();
    const traceIds = new Set(
      readLogRecords(body)
        .filter(isContent)
        .map(({ traceId }) => traceId),
    );
    for (const traceId of traceIds) {
      this.#records.use(slot);
      this.#logs.add(traceId, slot, nowMs);
    }
    this.#queue.add(async () => {
      const read = await this.#records.body(slot);
      if (read !== undefined) await this.#send({ signal: 'logs', body: read, spanCount: 0 });
      this.#records.endUse(slot);
    });
  }

  /** They are held as well, for the next revision: only then the record is released. */
  #forwardLate(traceId: string, slot: number, spans: readonly number[]): void {
    const sent = this.#assembler.recordOf(traceId);
    this.#records.use(slot);
    this.#queue.add(async () => {
      await sent?.done;
      const bytes = await this.#copy(spans.map((span) => spanRef(slot, span)));
      const isForeign = sent?.bringsVerdict === true;
      const payload = isForeign ? { bytes, spanCount: spans.length } : stampLate(bytes);
      await this.#send({ signal: 'traces', body: payload.bytes, spanCount: payload.spanCount });
      this.#records.endUse(slot);
    });
  }

  /** Called by the assembler, which wants to know at once what is kept: the work itself waits in the queue. */
  #release(trace: Released): SentTrace {
    const { previous } = trace;
    const sent: SentTrace = previous ?? {
      bytes: undefined,
      bringsVerdict: false,
      lateSpans: 0,
      done: Promise.resolve(),
    };
    const before = sent.done;
    const spans = trace.items.length;
    this.#backlog.add(spans);
    sent.done = new Promise((resolve) => {
      this.#queue.add(async () => {
        if (previous !== undefined) await before;
        try {
          await (previous === undefined ? this.#finish(trace, sent) : this.#revise(trace, sent));
          // Not when it failed: what could not be read now is still in the store when the process starts again.
          this.#endUses(trace.items.map(slotOf));
        } finally {
          this.#backlog.remove(spans);
          resolve();
        }
      });
    });
    return sent;
  }

  async #finish(trace: Released, sent: SentTrace): Promise<void> {
    const copied = this.#copy(trace.items);
    const bytes = copied instanceof Promise ? await copied : copied;
    const logSlots = this.#logs.take(hexId(trace.traceId));
    const logs = logSlots.length === 0 ? [] : await this.#readLogs(trace.traceId, logSlots);
    const { completion, revision } = trace;
    const facts = { completion, revision, lateSpans: 0, logs, contentPolicy: this.#contentPolicy };
    const payload = attributePayload(bytes, facts, this.#attribute);
    this.#counts[COUNTER_OF[payload.became]] += 1;
    if (payload.became === 'brought_verdict') sent.bringsVerdict = true;
    else this.#sent.keep(sent, bytes);
    if (payload.bytes !== undefined && payload.spanCount > 0) {
      await this.#send({ signal: 'traces', body: payload.bytes, spanCount: payload.spanCount });
    }
    this.#endUses(logSlots);
  }

  async #revise(trace: Released, sent: SentTrace): Promise<void> {
    if (sent.bringsVerdict) return;
    if (sent.bytes === undefined) {
      this.#counts.dropped_revisions += 1;
      return;
    }
    const late = await this.#copy(trace.items);
    const known = Buffer.concat([sent.bytes, late]);
    sent.lateSpans += trace.items.length;
    const { completion, revision } = trace;
    const { lateSpans } = sent;
    const facts = { completion, revision, lateSpans, logs: [], contentPolicy: this.#contentPolicy };
    const payload = revisePayload(known, facts, this.#attribute);
    this.#sent.keep(sent, known);
    if (payload.became === 'failed') this.#counts.attribution_errors += 1;
    if (payload.bytes === undefined) return;
    this.#counts.revised_traces += 1;
    await this.#send({ signal: 'traces', body: payload.bytes, spanCount: payload.spanCount, known });
  }

  #copy(refs: readonly number[]): Uint8Array | Promise<Uint8Array> {
    return copyHeldSpans(this.#records, refs, (spans) => {
      this.#counts.dropped_unreadable_spans += spans;
    });
  }

  async #readLogs(latinTraceId: string, slots: readonly number[]): Promise<readonly LogView[]> {
    const traceId = hexId(latinTraceId);
    const bodies = await Promise.all(slots.map(async (slot) => this.#records.body(slot)));
    return bodies.flatMap((body) =>
      body === undefined ? [] : readLogRecords(body).filter((record) => record.traceId === traceId),
    );
  }

  async #send(payload: OtlpPayload): Promise<void> {
    this.#counts.sent_payloads += 1;
    this.#counts.sent_spans += payload.spanCount;
    const allowed = this.#withoutContent(payload);
    this.#sendingBytes += payload.body.length;
    const taking = this.#options.sinks.map((sink) =>
      sink.accept(allowed).catch((error: unknown) => {
        this.#counts.sink_errors += 1;
        this.#options.onError?.(error);
      }),
    );
    await Promise.all(taking);
    this.#sendingBytes -= payload.body.length;
  }

  /** The one gate that everything passes on its way out. */
  #withoutContent(payload: OtlpPayload): OtlpPayload {
    const policy = this.#contentPolicy;
    if (policy === 'keep') return payload;
    const apply = payload.signal === 'logs' ? applyContentPolicyToLogs : applyContentPolicy;
    const { known } = payload;
    return { ...payload, body: apply(payload.body, policy), known: known && apply(known, policy) };
  }

  #endUses(slots: readonly number[]): void {
    for (const slot of slots) this.#records.endUse(slot);
  }
}

/** Records that may be content of a span; the engine looks at the name again. */
const isContent = ({ traceId, spanId, eventName, attributes }: LogView): boolean =>
  traceId !== '' &&
  spanId !== '' &&
  (eventName !== undefined || typeof attributes['event.name'] === 'string');
