import { type SpanDocument, writeOtlpProto } from '@agent-attribution/otlp';
import { afterEach, describe, expect, it } from 'vitest';
import { gate } from '../../../../test/helpers/gate.js';
import { spanDocument, spanId } from '../../../../test/helpers/span-documents.js';
import type { InFlightStore } from '../store/in-flight-store.js';
import { MemoryStore } from '../store/memory-store.js';
import { StoreFullError } from '../store/store-errors.js';
import { CollectorPipeline } from './collector-pipeline.js';
import type { OtlpSink } from './otlp-sink.js';

const running: CollectorPipeline[] = [];

afterEach(async () => {
  for (const pipeline of running.splice(0)) await pipeline.shutdown();
});

/** A store of either kind. */
const storeOf = (isMemory: boolean, maxBytes: number): InFlightStore => {
  const store = new MemoryStore(maxBytes);
  return {
    isMemory,
    get counters() {
      return store.counters;
    },
    append: (record) => store.append(record),
    read: (id) => store.read(id),
    release: (ids) => store.release(ids),
    recover: () => store.recover(),
    close: () => store.close(),
  };
};

interface Limits {
  readonly isMemory?: boolean;
  readonly maxBytes?: number;
  readonly storeBytes?: number;
  readonly maxMemoryBytes?: number;
  readonly sink?: OtlpSink;
}

const starting = ({
  isMemory = false,
  maxBytes = 2 ** 20,
  storeBytes = 2 ** 20,
  maxMemoryBytes,
  sink,
}: Limits) => {
  const clock = { nowMs: 0 };
  const pipeline = new CollectorPipeline({
    store: storeOf(isMemory, storeBytes),
    sinks: sink === undefined ? [] : [sink],
    now: () => clock.nowMs,
    assembly: { quietPeriodMs: 10, maxBytes },
    maxMemoryBytes,
  });
  running.push(pipeline);
  const evicted = () => pipeline.counters['released_evicted'];
  return { pipeline, evicted, clock };
};

/** A trace of one span that still misses its parent. */
const openTrace = (number: number, more: Partial<SpanDocument> = {}) =>
  writeOtlpProto([spanDocument(2, { traceId: String(number).repeat(32), parentSpanId: spanId(1), ...more })]);
const LONG = { attributes: { text: 'x'.repeat(10_000) } };
const BODY_BYTES = openTrace(1).length;

const full = async ({ sink }: Limits = {}) => {
  const started = starting({ storeBytes: 2 * BODY_BYTES, ...(sink && { sink }) });
  await started.pipeline.acceptTraces(openTrace(1));
  started.clock.nowMs = 1;
  await started.pipeline.acceptTraces(openTrace(2));
  return started;
};

describe('the memory for what is in flight', () => {
  const TRACES = 8;
  const inMemory = async (bodies: number) => {
    const { pipeline } = starting({ maxMemoryBytes: TRACES * 130 + bodies * BODY_BYTES });
    for (let trace = 1; trace <= TRACES; trace++) await pipeline.acceptTraces(openTrace(trace));
    const before = pipeline.counters['memory_bytes'];
    pipeline.tick();
    return [before, pipeline.counters['memory_bytes']];
  };

  it('holds the bodies that the index of open traces leaves room for', async () => {
    expect(await inMemory(TRACES)).toEqual([TRACES * BODY_BYTES, TRACES * BODY_BYTES]);
    expect(await inMemory(TRACES - 1)).toEqual([TRACES * BODY_BYTES, (TRACES - 1) * BODY_BYTES]);
  });

  it('is for bodies by an eighth in any case', async () => {
    const [, after] = await inMemory(0);
    expect(after).toBe(Math.floor((TRACES * 130) / 8 / BODY_BYTES) * BODY_BYTES);
    expect(after).toBeGreaterThan(0);
  });
});

describe('the limits of open traces', () => {
  it('count what is kept of a span in memory when its body is on a disk', async () => {
    const { pipeline, evicted } = starting({ maxBytes: 260 });
    await pipeline.acceptTraces(openTrace(1, LONG));
    await pipeline.acceptTraces(openTrace(2, LONG));
    expect(evicted()).toBe(0);
    await pipeline.acceptTraces(openTrace(3, LONG));
    expect(evicted()).toBe(1);
  });

  it('count the body as well when it is in memory', async () => {
    const maxBytes = 2 * (130 + BODY_BYTES);
    const exact = starting({ isMemory: true, maxBytes });
    await exact.pipeline.acceptTraces(openTrace(1));
    await exact.pipeline.acceptTraces(openTrace(2));
    expect(exact.evicted()).toBe(0);
    const short = starting({ isMemory: true, maxBytes: maxBytes - 1 });
    await short.pipeline.acceptTraces(openTrace(1));
    await short.pipeline.acceptTraces(openTrace(2));
    expect(short.evicted()).toBe(1);
  });
});

describe('a store that open traces have filled', () => {
  it('refuses what comes, and lets the oldest go', async () => {
    const { pipeline, evicted } = await full();
    pipeline.tick();
    expect(evicted()).toBe(0);
    await expect(pipeline.acceptTraces(openTrace(3))).rejects.toThrow(StoreFullError);
    pipeline.tick();
    expect(evicted()).toBe(1);
    await pipeline.settled();
    await expect(pipeline.acceptTraces(openTrace(3))).resolves.toBe(true);
    pipeline.tick();
    expect(evicted()).toBe(1);
  });

  it('lets none go while something is on its way out', async () => {
    const taken = gate();
    const { pipeline, evicted, clock } = await full({ sink: { accept: () => taken.passed } });
    await expect(pipeline.acceptTraces(openTrace(3))).rejects.toThrow(StoreFullError);
    clock.nowMs = 600_000;
    pipeline.tick();
    expect(pipeline.counters).toMatchObject({ released_idle: 1, queued_work: 1, open_traces: 1 });
    pipeline.tick();
    expect(evicted()).toBe(0);
    taken.open();
  });
});
