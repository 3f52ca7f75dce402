import { describe, expect, it } from 'vitest';
import { gate } from '../../../../test/helpers/gate.js';
import type { OtlpSink } from './otlp-sink.js';
import { startPipelineCounters } from './pipeline-counters.js';
import { SinkGate } from './sink-gate.js';

const PAYLOAD = { signal: 'traces', body: new Uint8Array(3), spanCount: 2 } as const;
const takes: OtlpSink = { accept: () => Promise.resolve() };
const copies: OtlpSink = { ...takes, copiesBodies: true };
const fails: OtlpSink = { accept: () => Promise.reject(new Error('gone')) };

const starting = (...sinks: OtlpSink[]) => {
  const counts = startPipelineCounters();
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  return { counts, errors, sinkGate: new SinkGate({ sinks, contentPolicy: 'keep', counts, onError }) };
};

describe('SinkGate', () => {
  it.each([1, 2])(
    'counts the bytes of a payload until the last of %i sinks has taken it over',
    async (number) => {
      const last = gate();
      const slow = { accept: () => last.passed };
      const { sinkGate, counts } = starting(...[takes, slow].slice(-number));
      const sending = sinkGate.send(PAYLOAD);
      expect(sinkGate.sendingBytes).toBe(3);
      last.open();
      await sending;
      expect(sinkGate.sendingBytes).toBe(0);
      expect(counts).toMatchObject({ sent_payloads: 1, sent_spans: 2 });
    },
  );

  it.each([[[fails]], [[fails, takes]]])('tells of a sink that fails, and goes on', async (sinks) => {
    const { sinkGate, counts, errors } = starting(...sinks);
    await sinkGate.send(PAYLOAD);
    expect(counts.sink_errors).toBe(1);
    expect(errors).toEqual([new Error('gone')]);
    expect(sinkGate.sendingBytes).toBe(0);
  });

  it('lends no memory when one of its sinks has use for a body later', () => {
    expect(starting(copies, takes).sinkGate.lend).toBeUndefined();
  });

  it('lends memory of the first sink that has any, else memory of its own', () => {
    const memory = Buffer.alloc(5);
    const reserves = (bytes: Buffer | undefined): OtlpSink => ({ ...copies, reserve: () => bytes });
    const { sinkGate } = starting(copies, reserves(undefined), reserves(memory), reserves(Buffer.alloc(5)));
    expect(sinkGate.lend?.(5)).toBe(memory);
    expect(starting(copies, reserves(undefined)).sinkGate.lend?.(5)).toHaveLength(5);
  });
});
