import { setImmediate } from 'node:timers/promises';
import { readOtlpProto, writeOtlpProto } from '@agent-attribution/otlp';
import { afterEach, describe, expect, it } from 'vitest';
import { gate } from '../../../../test/helpers/gate.js';
import { spanDocument, spanId } from '../../../../test/helpers/span-documents.js';
import type { InFlightRecord } from '../store/in-flight-store.js';
import { MemoryStore } from '../store/memory-store.js';
import { CollectorPipeline } from './collector-pipeline.js';
import type { OtlpSink } from './otlp-sink.js';

const running: { readonly pipeline: CollectorPipeline; readonly store: SlowStore }[] = [];

afterEach(async () => {
  for (const { pipeline, store } of running.splice(0)) {
    store.opened.open();
    await pipeline.shutdown();
  }
});

/** Like a disk: has a copy of its own, and takes its time to read. */
class SlowStore extends MemoryStore {
  override readonly isMemory = false;
  readonly opened = gate();
  reads = 0;
  override append({ signal, body }: InFlightRecord): Promise<number> {
    return super.append({ signal, body: Uint8Array.from(body) });
  }
  override async read(id: number): Promise<InFlightRecord | undefined> {
    this.reads += 1;
    await this.opened.passed;
    return await super.read(id);
  }
}

const TEXT = 'x'.repeat(500);

/** A trace that misses its root, and so stays open until it is idle. */
const traceOf = (n: number): Uint8Array => {
  const traceId = n.toString(16).padStart(32, '0');
  return writeOtlpProto([spanDocument(2, { traceId, parentSpanId: spanId(1), attributes: { text: TEXT } })]);
};
const BODY_BYTES = traceOf(1).length;
const BODIES = 20;

/** A pipeline with as many bodies in memory as make it nearly full, and a sender who brings one more. */
const filled = async (idleTimeoutMs = 600_000) => {
  const clock = { nowMs: 1 };
  const arrived: string[] = [];
  const store = new SlowStore(2 ** 20);
  const accept: OtlpSink['accept'] = ({ body }) => {
    arrived.push(...readOtlpProto(body).spans.map(({ traceId }) => traceId));
    return Promise.resolve();
  };
  const pipeline = new CollectorPipeline({
    store,
    sinks: [{ accept }],
    now: () => clock.nowMs,
    tickMs: 2 ** 30,
    assembly: { idleTimeoutMs },
    maxMemoryBytes: BODIES * BODY_BYTES,
  });
  running.push({ pipeline, store });
  for (let n = 1; n < BODIES; n++) await pipeline.acceptTraces(traceOf(n));
  const sender = { isAccepted: false };
  const waiting = pipeline.acceptTraces(traceOf(BODIES)).then(() => (sender.isAccepted = true));
  const at = (nowMs: number): void => {
    clock.nowMs = nowMs;
    pipeline.tick();
  };
  return { pipeline, at, arrived, store, sender, waiting };
};

describe('a sender who fills the memory', () => {
  it('waits for a second, and no longer where nothing makes room', async () => {
    const { pipeline, at, sender, waiting } = await filled();
    at(1_000);
    await setImmediate();
    expect(sender.isAccepted).toBe(false);
    at(1_001);
    await waiting;
    expect(pipeline.counters['open_traces']).toBe(BODIES);
    await expect(pipeline.acceptTraces(traceOf(BODIES + 1))).resolves.toBe(false);
  });

  it('goes on as soon as traces have left', async () => {
    const { at, store, sender, waiting, arrived } = await filled(900);
    store.opened.open();
    await setImmediate();
    expect([sender.isAccepted, arrived]).toEqual([false, []]);
    at(901);
    await waiting;
    expect(arrived.length).toBeGreaterThan(0);
  });
});

it('reads back the spans of some traces at a time, and in the end of all', async () => {
  const { pipeline, at, store, waiting, arrived } = await filled();
  at(1_001);
  await waiting;
  for (let n = BODIES + 1; n <= 300; n++) await pipeline.acceptTraces(traceOf(n));
  at(601_001);
  await expect.poll(() => store.reads).toBe(64);
  for (let turn = 0; turn < 10; turn++) await setImmediate();
  expect(store.reads).toBe(64);
  store.opened.open();
  await pipeline.settled();
  expect(new Set(arrived).size).toBe(300);
});
