import { readCollectorConfig } from '@agent-attribution/collector';
import { describe, expect, it } from 'vitest';
import { serveConfig } from './serve-config.js';

const FILE = (tracker: string) =>
  readCollectorConfig(
    `
receivers: { otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' } } } }
processors: { attribution: { quiet_period: 20s } }
exporters: { otlp/jaeger: { endpoint: 'jaeger:4317' } }
tracker: ${tracker}
service:
  pipelines: { traces: { receivers: [otlp], processors: [attribution], exporters: [otlp/jaeger] } }
  storage: { directory: /var/lib/in-flight }
`,
    {},
  );

describe('serveConfig', () => {
  it('has what is usual on one machine where nobody says anything', () => {
    expect(serveConfig(undefined, {})).toMatchObject({
      receivers: {
        otlp: {
          protocols: {
            http: { endpoint: { host: '127.0.0.1', port: 4318 } },
            grpc: { endpoint: { host: '127.0.0.1', port: 4317 } },
          },
        },
      },
      processors: { attribution: { durability: 'os', on_shutdown: 'release' } },
      service: { storage: { directory: '.agent-attribution' } },
      tracker: { host: '127.0.0.1', port: 4319, data: '.agent-attribution', keep: 90 * 86_400_000 },
    });
  });

  it('keeps what is in flight beside the runs, and in memory where these are in a database', () => {
    expect(serveConfig(undefined, { data: 'x' }).service.storage.directory).toBe('x');
    const { processors, tracker } = serveConfig(undefined, { databaseUrl: 'postgres://h/d' });
    expect(processors.attribution.durability).toBe('memory');
    expect(tracker).toMatchObject({ data: undefined, database_url: 'postgres://h/d' });
  });

  it('takes a file as it is', () => {
    const config = serveConfig(FILE('{ port: 80, keep: all, max_size: 20GiB }'), {});
    expect(config).toMatchObject({
      processors: { attribution: { quiet_period: 20_000, durability: 'fsync' } },
      service: { storage: { directory: '/var/lib/in-flight' } },
      tracker: { port: 80, data: '.agent-attribution', keep: 'all', max_size: 20 * 2 ** 30 },
    });
    expect(config.receivers.otlp.protocols.http).toBeUndefined();
  });

  it('lets flags win over the file', () => {
    const flags = { host: '::1', port: 1, otlpHttpPort: 2, otlpGrpcPort: 3, keep: 5, data: 'x' };
    const config = serveConfig(FILE('{ database_url: "postgres://h/d" }'), flags);
    expect(config.receivers.otlp.protocols).toMatchObject({
      http: { endpoint: { host: '::1', port: 2 } },
      grpc: { endpoint: { host: '::1', port: 3 } },
    });
    expect(config.tracker).toMatchObject({
      host: '::1',
      port: 1,
      keep: 5,
      data: 'x',
      database_url: undefined,
    });
    expect(config.exporters.map(({ name }) => name)).toEqual(['otlp/jaeger']);
  });

  it('refuses a limit of size for a database, wherever each of them is written', () => {
    const file = FILE('{ database_url: "postgres://h/d" }');
    expect(() => serveConfig(file, { maxSize: 1 })).toThrow('--max-size works with --data only');
  });
});
