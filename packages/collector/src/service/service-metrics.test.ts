import { RunCounters } from '@agent-attribution/core';
import { describe, expect, it } from 'vitest';
import { serviceMetrics } from './service-metrics.js';
import type { ShardSnapshot } from './shard/shard.js';

const shard = (receivedSpans: number): ShardSnapshot => ({
  pipeline: { received_spans: receivedSpans },
  store: { records: 0, bytes: 1, appended: 0, released: 0, refused: 0, failedWrites: 0, tornBytes: 0 },
  exporters: {},
  runs: new RunCounters(),
});

const samplesOf = (name: string, workers: readonly ShardSnapshot[]) =>
  serviceMetrics({
    ...shard(7),
    version: '1.2.3',
    uptimeMs: 0,
    rssBytes: 0,
    receivers: {},
    storeMaxBytes: 0,
    workers,
  }).find((metric) => metric.name === `agent_attribution_${name}`)?.samples;

describe('the metrics of the service', () => {
  it('say of each worker what came to it, and of all of them what came', () => {
    const workers = [shard(3), shard(4)];
    expect(samplesOf('workers', workers)).toEqual([{ value: 2 }]);
    expect(samplesOf('worker_received_spans_total', workers)).toEqual([
      { labels: { worker: '0' }, value: 3 },
      { labels: { worker: '1' }, value: 4 },
    ]);
    expect(samplesOf('processor_received_spans_total', workers)).toEqual([{ value: 7 }]);
  });

  it('say nothing of one worker besides the whole', () => {
    expect(samplesOf('worker_received_spans_total', [shard(7)])).toBeUndefined();
  });
});
