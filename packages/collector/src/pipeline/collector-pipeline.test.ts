import type { TraceAssemblerOptions } from '@agent-attribution/core';
import { encodeMessage, readOtlpProto, type SpanDocument, writeOtlpProto } from '@agent-attribution/otlp';
import { afterEach, describe, expect, it } from 'vitest';
import { gate } from '../../../../test/helpers/gate.js';
import { spanDocument, spanId, TRACE_ID } from '../../../../test/helpers/span-documents.js';
import type { InFlightStore } from '../store/in-flight-store.js';
import { MemoryStore } from '../store/memory-store.js';
import { CollectorPipeline } from './collector-pipeline.js';
import type { CollectorPipelineOptions } from './pipeline-options.js';
import type { OtlpPayload } from './otlp-sink.js';

const running: CollectorPipeline[] = [];

afterEach(async () => {
  for (const pipeline of running.splice(0)) await pipeline.shutdown();
});

/** A store that still has what it was given when it is opened again. */
class LastingStore extends MemoryStore {
  override async *recover() {
    for (let id = 1; id < 100; id++) {
      const record = await this.read(id);
      if (record !== undefined) yield { id, ...record };
    }
  }
}

const starting = (
  options: Partial<CollectorPipelineOptions> & { assembly?: Partial<TraceAssemblerOptions> } = {},
) => {
  const store: InFlightStore = options.store ?? new LastingStore(2 ** 20);
  const payloads: OtlpPayload[] = [];
  const clock = { nowMs: 0 };
  const pipeline = new CollectorPipeline({
    sinks: [{ accept: (payload) => Promise.resolve(void payloads.push(payload)) }],
    now: () => clock.nowMs,
    ...options,
    store,
    assembly: { quietPeriodMs: 10, ...options.assembly },
  });
  running.push(pipeline);
  const at = async (nowMs: number) => {
    clock.nowMs = nowMs;
    pipeline.tick();
    await pipeline.settled();
  };
  /** Of each payload: the last two digits of its spans' ids. */
  const sent = () =>
    payloads.map(({ body }) => readOtlpProto(body).spans.map((span) => Number(`0x${span.spanId.slice(-2)}`)));
  const spansOf = (index: number) => readOtlpProto(payloads[index]?.body ?? new Uint8Array()).spans;
  return { store, payloads, pipeline, at, sent, spansOf };
};

const AGENT = { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'writer' };

const root = (more: Partial<SpanDocument> = {}) =>
  spanDocument(1, { name: 'invoke_agent writer', attributes: AGENT, ...more });
const child = (number: number, more: Partial<SpanDocument> = {}) =>
  spanDocument(number, { parentSpanId: spanId(1), ...more });
const other = { traceId: 'c'.repeat(32) };
const traceIdOf = (n: number) => (n + 1).toString(16).padStart(32, '0');
const request = (...spans: SpanDocument[]) => writeOtlpProto(spans);

describe('CollectorPipeline', () => {
  it('hands a trace on with its verdict when it is complete, from whichever requests it came', async () => {
    const { pipeline, at, payloads, spansOf } = starting();
    await pipeline.acceptTraces(request(child(2)));
    await pipeline.acceptTraces(request(root()));
    await at(9);
    expect(payloads).toEqual([]);
    await at(10);
    const spans = spansOf(0);
    expect(spans.map(({ name }) => name)).toEqual(['span 2', 'invoke_agent writer', 'attribution']);
    expect(spans[1]?.attribute('attribution.verdict')).toBe('healthy');
    expect(spans[1]?.attribute('attribution.completion')).toBe('complete');
    expect(spans[2]?.resourceAttribute('service.name')).toBe('shop');
    expect(payloads[0]).toMatchObject({ signal: 'traces', spanCount: 3 });
  });

  it('splits a request by trace', async () => {
    const { pipeline, at, sent } = starting();
    await pipeline.acceptTraces(request(spanDocument(1), child(3), spanDocument(2, other)));
    await at(10);
    expect(sent()).toEqual([[1, 3], [2]]);
  });

  it('releases a record when all its traces have been taken over, and not before', async () => {
    const { pipeline, at, store } = starting();
    await pipeline.acceptTraces(
      request(spanDocument(1), spanDocument(2, { ...other, parentSpanId: spanId(9) })),
    );
    await at(10);
    expect(store.counters.records).toBe(1);
    await pipeline.shutdown();
    expect(store.counters.records).toBe(0);
  });

  it('releases a record only when every sink has taken its traces over', async () => {
    const taken = gate();
    const slow = { accept: () => taken.passed };
    const quick = { accept: () => Promise.resolve() };
    const { pipeline, at, store } = starting({ sinks: [quick, slow] });
    await pipeline.acceptTraces(request(root()));
    const settled = at(10);
    await expect.poll(() => pipeline.counters['sent_payloads']).toBe(1);
    expect(store.counters.records).toBe(1);
    taken.open();
    await settled;
    expect(store.counters.records).toBe(0);
  });

  it('hands hundreds of small traces on although a sink keeps them waiting, up to its bytes', async () => {
    const taken = gate();
    const slow = { accept: () => taken.passed };
    const body = request(
      ...Array.from({ length: 300 }, (_, n) => spanDocument(1, { traceId: traceIdOf(n) })),
    );
    const all = starting({ sinks: [slow] });
    await all.pipeline.acceptTraces(body);
    const allSettled = all.at(10);
    await expect.poll(() => all.pipeline.counters['sent_payloads']).toBe(300);
    const one = starting({ sinks: [slow], maxSendingBytes: 1 });
    await one.pipeline.acceptTraces(body);
    const oneSettled = one.at(10);
    await expect.poll(() => one.pipeline.counters['sent_payloads']).toBe(1);
    taken.open();
    await Promise.all([allSettled, oneSettled]);
    expect(one.pipeline.counters).toMatchObject({ sent_payloads: 300, backlog_spans: 0 });
  });

  it('takes no more in while too many spans wait to be handed on', async () => {
    const taken = gate();
    const { pipeline, at } = starting({ sinks: [{ accept: () => taken.passed }], maxBacklogSpans: 2 });
    await pipeline.acceptTraces(request(root(), child(2)));
    const settled = at(10);
    const accepted: string[] = [];
    const waiting = pipeline
      .acceptTraces(request(spanDocument(1, other)))
      .then(() => accepted.push('second'));
    await expect.poll(() => pipeline.counters['sent_payloads']).toBe(1);
    expect([accepted, pipeline.counters['received_requests']]).toEqual([[], 1]);
    taken.open();
    await Promise.all([waiting, settled]);
    expect(pipeline.counters['received_requests']).toBe(2);
  });

  it('replays what was in flight when the process before it ended', async () => {
    const first = starting();
    await first.pipeline.acceptTraces(request(root(), child(2)));
    const second = starting({ store: first.store });
    await second.pipeline.start();
    await second.at(10);
    expect(second.sent()[0]?.slice(0, 2)).toEqual([1, 2]);
    expect(second.pipeline.counters).toMatchObject({ recovered_requests: 1, received_requests: 0 });
  });

  it('reads bodies back that it had to drop from memory', async () => {
    const { pipeline, at, sent } = starting({ maxMemoryBytes: 0 });
    await pipeline.acceptTraces(request(spanDocument(1)));
    await pipeline.acceptTraces(request(child(2)));
    expect(pipeline.counters).toMatchObject({ memory_bytes: 0, held_requests: 2 });
    await at(10);
    expect(sent()).toEqual([[1, 2]]);
  });

  it('takes a span once, and lets go of a request that brings nothing new', async () => {
    const { pipeline, at, store, sent } = starting();
    await pipeline.acceptTraces(request(spanDocument(1)));
    await pipeline.acceptTraces(request(spanDocument(1)));
    expect(store.counters.records).toBe(1);
    await at(10);
    expect(sent()).toEqual([[1]]);
    expect(pipeline.counters['duplicate_spans']).toBe(1);
  });

  it('forwards a late span at once, stamped, and then only another attribution span', async () => {
    const { pipeline, at, store, payloads, spansOf } = starting();
    await pipeline.acceptTraces(request(root()));
    await at(10);
    await pipeline.acceptTraces(request(child(2)));
    await pipeline.settled();
    expect(spansOf(1).map((span) => [span.spanId, span.attribute('attribution.late')])).toEqual([
      [spanId(2), true],
    ]);
    expect(store.counters.records).toBe(1);
    await at(20);
    const [verdict, ...others] = spansOf(2);
    expect(others).toEqual([]);
    expect(verdict).toMatchObject({ traceId: TRACE_ID, parentSpanId: spanId(1), name: 'attribution' });
    expect(verdict?.attribute('attribution.revision')).toBe(2);
    expect(verdict?.attribute('attribution.span_count')).toBe(2);
    const known = readOtlpProto(payloads[2]?.known ?? new Uint8Array()).spans;
    expect(known.map((span) => span.spanId)).toEqual([spanId(1), spanId(2)]);
    expect(payloads).toHaveLength(3);
    expect(store.counters.records).toBe(0);
  });

  it('makes no revision of a trace whose spans it no longer has', async () => {
    const { pipeline, at, payloads } = starting({ maxSentBytes: 0 });
    await pipeline.acceptTraces(request(root()));
    await at(10);
    await pipeline.acceptTraces(request(child(2)));
    await at(20);
    expect(payloads).toHaveLength(2);
    expect(pipeline.counters['dropped_revisions']).toBe(1);
  });

  it('passes a trace on at once and unchanged when it brings a verdict, late spans included', async () => {
    const { pipeline, payloads, at } = starting();
    const verdict = child(9, { name: 'attribution', scopeName: '@agent-attribution' });
    const body = request(root(), verdict);
    await pipeline.acceptTraces(body);
    await pipeline.settled();
    const late = request(child(2));
    await pipeline.acceptTraces(late);
    await at(100);
    expect(payloads.map((payload) => Buffer.from(payload.body))).toEqual([
      Buffer.from(body),
      Buffer.from(late),
    ]);
    expect(pipeline.counters['traces_with_verdict']).toBe(1);
  });

  it('passes a trace without agents on unchanged', async () => {
    const { pipeline, payloads, at } = starting();
    const body = request(spanDocument(1));
    await pipeline.acceptTraces(body);
    await at(10);
    expect(Buffer.from(payloads[0]?.body ?? [])).toEqual(Buffer.from(body));
  });

  it('passes a trace on without a verdict, and says why, when attribution throws', async () => {
    const { pipeline, at, spansOf, store } = starting({
      attribute: () => {
        throw new Error('no verdict today');
      },
    });
    await pipeline.acceptTraces(request(root()));
    await at(10);
    expect(spansOf(0).map((span) => span.attribute('attribution.error'))).toEqual(['no verdict today']);
    expect(pipeline.counters['attribution_errors']).toBe(1);
    expect(store.counters.records).toBe(0);
  });

  it('releases the oldest trace unattributed, but for the stamp, when there are too many', async () => {
    const { pipeline, spansOf } = starting({ assembly: { maxTraces: 1 } });
    await pipeline.acceptTraces(request(root(), spanDocument(2, other)));
    await pipeline.settled();
    const [span] = spansOf(0);
    expect(span?.attribute('attribution.completion')).toBe('evicted');
    expect(span?.attribute('attribution.verdict')).toBeUndefined();
  });

  it('stamps what a shutdown cut short', async () => {
    const { pipeline, spansOf } = starting();
    await pipeline.acceptTraces(request(child(2, { name: 'invoke_agent writer', attributes: AGENT })));
    await pipeline.shutdown();
    expect(spansOf(0)[0]?.attribute('attribution.completion')).toBe('shutdown');
  });

  it('refuses a request that the store has no room for', async () => {
    const { pipeline } = starting({ store: new MemoryStore(10) });
    await expect(pipeline.acceptTraces(request(root()))).rejects.toMatchObject({ name: 'StoreFullError' });
    expect(pipeline.counters).toMatchObject({ received_requests: 0, open_traces: 0 });
  });
});

const logs = (traceId: string, refusal: string) =>
  encodeMessage('ExportLogsServiceRequest', {
    resourceLogs: [
      {
        scopeLogs: [
          {
            logRecords: [
              {
                traceId,
                spanId: spanId(2),
                eventName: 'gen_ai.choice',
                body: {
                  kvlistValue: { values: [{ key: 'finish_reason', value: { stringValue: refusal } }] },
                },
              },
            ],
          },
        ],
      },
    ],
  });

describe('log records', () => {
  it('are passed on unchanged at once, and kept until their trace is complete', async () => {
    const { pipeline, at, payloads, store } = starting();
    const body = logs(TRACE_ID, 'stop');
    await pipeline.acceptLogs(body);
    await pipeline.settled();
    expect(payloads).toEqual([{ signal: 'logs', body, spanCount: 0 }]);
    expect(store.counters.records).toBe(1);
    await pipeline.acceptTraces(request(root(), child(2)));
    await at(10);
    expect(store.counters.records).toBe(0);
  });

  it('are content for the attribution of their span', async () => {
    const seen: string[][] = [];
    const { pipeline, at } = starting({
      attribute: (spans) => {
        seen.push(spans.flatMap(({ events }) => events.map(({ name }) => name)));
        throw new Error('seen');
      },
    });
    await pipeline.acceptLogs(logs(TRACE_ID, 'stop'));
    await pipeline.acceptLogs(logs('d'.repeat(32), 'stop'));
    await pipeline.acceptTraces(request(root(), child(2)));
    await at(10);
    expect(seen).toEqual([['gen_ai.choice']]);
  });

  it('are let go when their trace does not come', async () => {
    const { pipeline, at, store } = starting();
    await pipeline.acceptLogs(logs(TRACE_ID, 'stop'));
    await at(599_999);
    expect(store.counters.records).toBe(1);
    await at(600_000);
    expect(store.counters.records).toBe(0);
  });
});
