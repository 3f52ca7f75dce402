import type { AssembledTrace, ContentPolicyName, LogView } from '@agent-attribution/core';
import { type Allocate, hexId, readLogRecords } from '@agent-attribution/otlp';
import { type Attribute, attributePayload, revisePayload, stampLate } from './attribute-payload.js';
import { copyHeldSpans, NOTHING_READ, type ReadBodies, readMissing } from './copy-held-spans.js';
import { groupBySlot, type HeldRecords, type SpansOfSlot } from './held-records.js';
import { COUNTER_OF, type PipelineCounters } from './pipeline-counters.js';
import type { SentTrace, SentTraces } from './sent-traces.js';
import type { SinkGate } from './sink-gate.js';
import type { TraceLogs } from './trace-logs.js';

export type ReleasedTrace = AssembledTrace<number, SentTrace>;

export interface TraceDeliveryOptions {
  readonly records: HeldRecords;
  readonly sent: SentTraces;
  readonly logs: TraceLogs;
  readonly gate: SinkGate;
  readonly counts: PipelineCounters;
  readonly attribute: Attribute;
  readonly contentPolicy: ContentPolicyName;
  /** Told when the spans of a trace have been read back. */
  readonly onRead: () => void;
}

/** What becomes of a trace once it has been released: its spans are copied out of their requests, attributed and sent. */
export class TraceDelivery {
  readonly #options: TraceDeliveryOptions;
  #reading = 0;

  constructor(options: TraceDeliveryOptions) {
    this.#options = options;
  }

  /** Traces whose spans are being read back. */
  get reading(): number {
    return this.#reading;
  }

  /**
   * The first time that a trace leaves.
   *
   * @param isJudged - its spans bring a verdict
   */
  async finish(trace: ReleasedTrace, sent: SentTrace, isJudged: boolean): Promise<void> {
    const { logs, sent: sentTraces, counts, contentPolicy, attribute, gate } = this.#options;
    const parts = groupBySlot(trace.items);
    const logSlots = logs.isEmpty ? [] : logs.take(hexId(trace.traceId));
    const logRecords = logSlots.length === 0 ? [] : await this.#readLogs(trace.traceId, logSlots);
    // What is lent is sent before anything else can ask for the memory: nothing is waited for in between.
    const { lend } = gate;
    const allocate = lend ? (length: number) => sentTraces.reserve(sent, length) : undefined;
    let read = NOTHING_READ;
    let bytes = this.#copyNow(parts, read, allocate);
    while (bytes === undefined) {
      read = await this.#read(parts, read);
      bytes = this.#copyNow(parts, read, allocate);
    }
    const { completion, revision } = trace;
    const facts = { completion, revision, lateSpans: 0, logs: logRecords, isJudged, contentPolicy };
    const payload = attributePayload(bytes, facts, attribute, lend);
    counts[COUNTER_OF[payload.became]] += 1;
    sent.bringsVerdict = payload.became === 'brought_verdict';
    if (sent.bringsVerdict) sentTraces.drop(sent);
    else if (!lend) sentTraces.keep(sent, bytes);
    if (payload.bytes !== undefined && payload.spanCount > 0) {
      await gate.send({ signal: 'traces', body: payload.bytes, spanCount: payload.spanCount });
    }
    this.endUses(logSlots);
    // Not when it failed: what could not be read now is still in the store when the process starts again.
    this.#endParts(parts);
  }

  /** A later time: one more attribution span, as what was sent is not sent again. */
  async revise(trace: ReleasedTrace, sent: SentTrace): Promise<void> {
    const parts = groupBySlot(trace.items);
    await this.#sendRevision(trace, parts, sent);
    this.#endParts(parts);
  }

  /** Spans of a trace that has left. They are held as well, for the next revision: only then the record is released. */
  async forwardLate(slot: number, spans: readonly number[], sent: SentTrace | undefined): Promise<void> {
    const bytes = await this.#copy([{ slot, spans }]);
    const payload = sent?.bringsVerdict === true ? { bytes, spanCount: spans.length } : stampLate(bytes);
    await this.#options.gate.send({ signal: 'traces', body: payload.bytes, spanCount: payload.spanCount });
    this.endUses([slot]);
  }

  endUses(slots: readonly number[]): void {
    for (const slot of slots) this.#options.records.endUse(slot);
  }

  async #sendRevision(trace: ReleasedTrace, parts: readonly SpansOfSlot[], sent: SentTrace): Promise<void> {
    const { sent: sentTraces, counts, contentPolicy, attribute, gate } = this.#options;
    if (sent.bringsVerdict) return;
    const late = await this.#copy(parts);
    const before = sentTraces.spansOf(sent);
    if (before === undefined) {
      counts.dropped_revisions += 1;
      return;
    }
    const known = Buffer.concat([before, late]);
    sent.lateSpans += trace.items.length;
    const { completion, revision } = trace;
    const { lateSpans } = sent;
    const facts = { completion, revision, lateSpans, logs: [], isJudged: false, contentPolicy };
    const payload = revisePayload(known, facts, attribute);
    sentTraces.keep(sent, known);
    if (payload.became === 'failed') counts.attribution_errors += 1;
    if (payload.bytes === undefined) return;
    counts.revised_traces += 1;
    await gate.send({ signal: 'traces', body: payload.bytes, spanCount: payload.spanCount, known });
  }

  #endParts(parts: readonly SpansOfSlot[]): void {
    for (const { slot, spans } of parts) this.#options.records.endUse(slot, spans.length);
  }

  async #copy(parts: readonly SpansOfSlot[]): Promise<Uint8Array> {
    let read = NOTHING_READ;
    let bytes = this.#copyNow(parts, read);
    while (bytes === undefined) {
      read = await this.#read(parts, read);
      bytes = this.#copyNow(parts, read);
    }
    return bytes;
  }

  #copyNow(parts: readonly SpansOfSlot[], read: ReadBodies, allocate?: Allocate): Uint8Array | undefined {
    const { records, counts } = this.#options;
    const onUnreadable = (spans: number): void => {
      counts.dropped_unreadable_spans += spans;
    };
    return copyHeldSpans(records, parts, read, onUnreadable, allocate);
  }

  async #read(parts: readonly SpansOfSlot[], before: ReadBodies): Promise<ReadBodies> {
    this.#reading += 1;
    try {
      return await readMissing(this.#options.records, parts, before);
    } finally {
      this.#reading -= 1;
      this.#options.onRead();
    }
  }

  async #readLogs(latinTraceId: string, slots: readonly number[]): Promise<readonly LogView[]> {
    const traceId = hexId(latinTraceId);
    const bodies = await Promise.all(slots.map((slot) => this.#options.records.read(slot)));
    return bodies.flatMap((body) =>
      body === undefined ? [] : readLogRecords(body).filter((record) => record.traceId === traceId),
    );
  }
}
