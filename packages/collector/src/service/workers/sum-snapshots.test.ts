import { RunCounters } from '@agent-attribution/core';
import { describe, expect, it } from 'vitest';
import type { OtlpExporterCounters } from '../../exporter/exporter-counters.js';
import type { ShardSnapshot } from '../shard/shard.js';
import { sumSnapshots } from './sum-snapshots.js';

const exporter = (circuit: OtlpExporterCounters['circuit'], refused: number): OtlpExporterCounters => ({
  sentSpans: 1,
  sentRequests: 2,
  failedRequests: 3,
  retries: 4,
  rejectedSpans: 5,
  droppedSpans: { refused, expired: 0, queue_full: 1 },
  queueErrors: 6,
  queueBatches: 7,
  queueSpans: 8,
  queueBytes: 9,
  memoryBytes: 10,
  circuit,
});

const contributionOf = (agentName: string) => ({
  agentName,
  outcome: 'failure',
  blameShare: 1,
  creditShare: 0,
  tokens: 10,
  errors: 1,
  durationMs: 5,
});

const snapshot = (agent: string, circuit: OtlpExporterCounters['circuit']): ShardSnapshot => {
  const runs = new RunCounters();
  const contributions = [agent, 'both'].map(contributionOf);
  runs.add({ outcome: 'failure', failureCategory: 'timeout', contributions });
  return {
    pipeline: { received_spans: 3, [`only_${agent}`]: 1 },
    store: { records: 1, bytes: 2, appended: 3, released: 4, refused: 5, failedWrites: 6, tornBytes: 7 },
    exporters: { otlp: exporter(circuit, 2) },
    runs,
  };
};

describe('sumSnapshots', () => {
  const sum = sumSnapshots([snapshot('a', 'half_open'), snapshot('b', 'closed')]);

  it('adds numbers, by their names', () => {
    expect(sum.pipeline).toEqual({ received_spans: 6, only_a: 1, only_b: 1 });
    expect(sum.store).toMatchObject({ records: 2, bytes: 4, tornBytes: 14 });
    expect(sum.exporters['otlp']).toMatchObject({
      sentSpans: 2,
      memoryBytes: 20,
      droppedSpans: { refused: 4, expired: 0, queue_full: 2 },
    });
  });

  it('says of an exporter what its worst one says', () => {
    expect(sum.exporters['otlp']?.circuit).toBe('half_open');
    expect(sumSnapshots([snapshot('a', 'closed'), snapshot('b', 'open')]).exporters['otlp']?.circuit).toBe(
      'open',
    );
  });

  it('counts runs by outcome, and agents by name', () => {
    expect([...sum.runs.runs, ...sum.runs.failures]).toEqual([
      ['failure', 2],
      ['timeout', 2],
    ]);
    expect([...sum.runs.agents].map(([name, { runs, tokens }]) => [name, runs, tokens])).toEqual([
      ['a', 1, 10],
      ['both', 2, 20],
      ['b', 1, 10],
    ]);
  });
});
