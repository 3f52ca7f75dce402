import { writeOtlpProto } from '@agent-attribution/otlp';
import { expect, it } from 'vitest';
import { spanDocument, spanId } from '../../../../test/helpers/span-documents.js';
import { MemoryStore } from '../store/memory-store.js';
import { CollectorPipeline } from './collector-pipeline.js';
import type { OtlpPayload } from './otlp-sink.js';

const AGENT = { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'planner' };
const traceIdOf = (trace: number) => String(trace).repeat(32);

/** A trace that is larger than what is kept of a trace in shared memory, one without agents, and one with. */
const TRACES = [{ ...AGENT, text: 'x'.repeat(5_000) }, {}, AGENT];

/** What a sink was given for three traces at once, and for a late span of each. */
async function deliver(copiesBodies: boolean) {
  const clock = { nowMs: 0 };
  const payloads: OtlpPayload[] = [];
  const memory: ArrayBufferLike[] = [];
  const pipeline = new CollectorPipeline({
    store: new MemoryStore(2 ** 20),
    maxSentBytes: 2 ** 17,
    sinks: [
      {
        copiesBodies,
        accept: (payload) => {
          memory.push(payload.body.buffer);
          payloads.push({ ...payload, body: Buffer.from(payload.body) });
          return Promise.resolve();
        },
      },
    ],
    now: () => clock.nowMs,
    assembly: { quietPeriodMs: 10 },
  });
  for (const span of [1, 2]) {
    const parentSpanId = span === 1 ? undefined : spanId(1);
    const spans = TRACES.map((attributes, trace) =>
      spanDocument(span, { traceId: traceIdOf(trace + 1), parentSpanId, attributes }),
    );
    await pipeline.acceptTraces(writeOtlpProto(spans));
    clock.nowMs += 20;
    pipeline.tick();
    await pipeline.settled();
  }
  await pipeline.shutdown();
  return { payloads, memory };
}

it('gives a sink that copies bodies what it gives others, in memory that is used again', async () => {
  const [lent, given] = [await deliver(true), await deliver(false)];
  expect(lent.payloads).toEqual(given.payloads);
  expect(given.payloads.filter(({ known }) => known !== undefined)).toHaveLength(2);
  expect(lent.memory[2]).toBe(lent.memory[0]);
});
