import { describe, expect, it } from 'vitest';
import { readCollectorConfig } from '../../config/read-config.js';
import { shareConfig } from './share-config.js';

const config = readCollectorConfig(
  `
receivers: { otlp: { protocols: { http: } } }
processors: { attribution: { max_traces: 10, max_bytes: 9, max_memory_bytes: 8, max_sent_bytes: 7, max_released_traces: 0 } }
exporters: { otlphttp/x: { endpoint: 'http://x', sending_queue: { num_consumers: 1, max_bytes: 6, max_memory_bytes: 5 } } }
service:
  workers: 3
  pipelines: { traces: { receivers: [otlp], processors: [attribution], exporters: [otlphttp/x] } }
  storage: { directory: /data, max_bytes: 4 }
`,
  {},
);

describe('shareConfig', () => {
  const share = shareConfig(config, 2, 3);

  it('gives a worker its part of each limit, rounded up, so that it can always hold something', () => {
    expect(share.processors.attribution).toMatchObject({
      max_traces: 4,
      max_bytes: 3,
      max_memory_bytes: 3,
      max_sent_bytes: 3,
      max_released_traces: 0,
    });
    expect(share.exporters[0]?.sending_queue).toMatchObject({
      num_consumers: 1,
      max_bytes: 2,
      max_memory_bytes: 2,
    });
  });

  it('gives it a folder of its own', () => {
    expect(share.service.storage).toEqual({ directory: '/data/workers-3/2', max_bytes: 2 });
  });

  it('leaves the rest as it is', () => {
    const { max_traces: _, ...limits } = share.processors.attribution;
    expect(limits.quiet_period).toBe(config.processors.attribution.quiet_period);
    expect(limits.max_spans_per_trace).toBe(config.processors.attribution.max_spans_per_trace);
    expect(share.receivers).toEqual(config.receivers);
  });
});
