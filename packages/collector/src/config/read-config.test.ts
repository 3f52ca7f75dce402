import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { CollectorConfigurationError } from './configuration-problem.js';
import { readCollectorConfig } from './read-config.js';

const MINIMAL = `
receivers: {otlp: {protocols: {http: , grpc: }}}
processors: {attribution: }
exporters: {otlp/jaeger: {endpoint: "jaeger:4317", tls: {insecure: true}}}
service: {pipelines: {traces: {receivers: [otlp], processors: [attribution], exporters: [otlp/jaeger]}}}
`;

/** The minimal file with one value put at a path. */
const withValue = (path: readonly string[], value: unknown): string => {
  const document: unknown = parse(MINIMAL);
  let at = document as Record<string, unknown>;
  for (const key of path.slice(0, -1)) {
    const next = at[key] ?? {};
    at[key] = next;
    at = next as Record<string, unknown>;
  }
  at[path.at(-1) ?? ''] = value;
  return stringify(document);
};

const problemsOf = (yaml: string, env: Readonly<Record<string, string>> = {}): readonly string[] => {
  try {
    readCollectorConfig(yaml, env);
  } catch (error) {
    if (error instanceof CollectorConfigurationError) return error.message.split('\n');
    throw error;
  }
  return [];
};

const ATTRIBUTION = ['processors', 'attribution'];
const JAEGER = ['exporters', 'otlp/jaeger'];

describe('readCollectorConfig', () => {
  it('fills in the defaults, in milliseconds and bytes', () => {
    const config = readCollectorConfig(MINIMAL, {});
    expect(config.receivers.otlp.protocols).toEqual({
      http: { endpoint: { host: '127.0.0.1', port: 4318 }, max_request_body_size: 64 * 2 ** 20 },
      grpc: { endpoint: { host: '127.0.0.1', port: 4317 }, max_recv_msg_size: 64 * 2 ** 20 },
    });
    expect(config.processors.attribution).toMatchObject({
      quiet_period: 10_000,
      max_age: 6 * 3_600_000,
      max_bytes: 512 * 2 ** 20,
      max_memory_bytes: 240 * 2 ** 20,
      max_sent_bytes: 64 * 2 ** 20,
      content_policy: 'keep',
      durability: 'fsync',
    });
    expect(config.exporters).toMatchObject([
      {
        name: 'otlp/jaeger',
        protocol: 'grpc',
        endpoint: 'jaeger:4317',
        retry_on_failure: { initial_interval: 1_000, max_elapsed_time: 0 },
        sending_queue: { storage: 'disk', max_bytes: 2 ** 30, batch: { flush_timeout: 200 } },
      },
    ]);
    expect(config.service.telemetry).toEqual({ logs: { level: 'info', format: 'text' } });
  });

  it('takes a section that is not written for absent, and one that is empty for its defaults', () => {
    const { protocols } = readCollectorConfig(MINIMAL.replace('http: , ', ''), {}).receivers.otlp;
    expect(Object.keys(protocols)).toEqual(['grpc']);
  });

  it('reads what the environment says as the key asks for it', () => {
    const yaml = withValue([...JAEGER, 'sending_queue'], { num_consumers: '${env:CONSUMERS}' }).replace(
      'insecure: true',
      'insecure: ${env:INSECURE}',
    );
    const [exporter] = readCollectorConfig(yaml, { CONSUMERS: '7', INSECURE: 'false' }).exporters;
    expect(exporter).toMatchObject({ sending_queue: { num_consumers: 7 }, tls: { insecure: false } });
  });

  it.each([1, 64])('takes %i workers', (workers) => {
    expect(readCollectorConfig(withValue(['service', 'workers'], workers), {}).service.workers).toBe(workers);
  });

  it.each([
    ['otlp/a', 'host:4317', 'grpc'],
    ['otlp_grpc', 'https://host:4317', 'grpc'],
    ['otlphttp/b', 'http://host:4318', 'http'],
    ['otlp_http', 'https://host', 'http'],
  ])('knows by the name %s how to send', (name, endpoint, protocol) => {
    const yaml = withValue(['exporters', name], { endpoint });
    expect(readCollectorConfig(yaml, {}).exporters.at(-1)).toMatchObject({ name, protocol });
  });
});

describe('a wrong configuration', () => {
  it.each([
    [
      [...ATTRIBUTION, 'quiet_period'],
      '10 parsecs',
      'processors.attribution.quiet_period: expected a duration of at least 1ms, such as 10s, found "10 parsecs"',
    ],
    [
      [...ATTRIBUTION, 'quietPeriod'],
      '10s',
      'processors.attribution.quietPeriod: unknown key; did you mean "quiet_period"?',
    ],
    [
      [...ATTRIBUTION, 'max_traces'],
      0,
      'processors.attribution.max_traces: expected a whole number from 1 to 100000000, found 0',
    ],
    [
      [...ATTRIBUTION, 'max_bytes'],
      [],
      'processors.attribution.max_bytes: expected a size such as 64MiB or 512KiB, found a list',
    ],
    [
      [...ATTRIBUTION, 'durability'],
      'disk',
      'processors.attribution.durability: expected fsync or os or memory, found "disk"',
    ],
    [['service', 'workers'], 0, 'service.workers: expected a whole number from 1 to 64, found 0'],
    [['service', 'workers'], 65, 'service.workers: expected a whole number from 1 to 64, found 65'],
    [ATTRIBUTION, 7, 'processors.attribution: expected a map, found 7'],
    [['processors', 'batch'], {}, 'processors.batch: unknown key; known are attribution'],
    [[...JAEGER, 'tls'], 'yes', 'exporters.otlp/jaeger.tls: expected a map, found "yes"'],
    [
      [...JAEGER, 'endpoint'],
      'jaeger',
      'exporters.otlp/jaeger.endpoint: expected host:port, or http://host:port or https://host:port, found "jaeger"',
    ],
    [
      ['exporters', 'otlphttp/b'],
      null,
      'exporters.otlphttp/b.endpoint: is missing; expected an address such as https://collector.example:4318',
    ],
    [
      ['exporters', 'jaeger'],
      {},
      'exporters.jaeger: unknown key; known are otlp_grpc, otlp_http, otlp, otlphttp',
    ],
    [
      ['service', 'extensions'],
      ['health_check'],
      'service.extensions: "health_check" is not defined under extensions',
    ],
    [
      ['service', 'pipelines', 'traces', 'exporters'],
      ['otlp/vendor'],
      'service.pipelines.traces.exporters: "otlp/vendor" is not defined under exporters',
    ],
    [
      ['service', 'pipelines', 'traces', 'processors'],
      [],
      'service.pipelines.traces.processors: expected [attribution]',
    ],
    [
      ['receivers', 'otlp', 'protocols'],
      {},
      'receivers.otlp.protocols: nothing to listen on; write `http:`, `grpc:` or both',
    ],
    [
      [...ATTRIBUTION, 'max_age'],
      '9m',
      'processors.attribution.max_age: must not be shorter than idle_timeout',
    ],
    [
      [...JAEGER, 'tls', 'cert_file'],
      'a.pem',
      'exporters.otlp/jaeger.tls: cert_file and key_file go together; write both or neither',
    ],
  ])('with %j = %j says so', (path, value, message) => {
    expect(problemsOf(withValue(path, value))).toEqual([message]);
  });

  it('is told in one line for each problem', () => {
    const yaml = withValue(ATTRIBUTION, { max_age: 'long', profil: 'auto' });
    expect(problemsOf(yaml).map((line) => line.split(':', 1)[0])).toEqual([
      'processors.attribution.max_age',
      'processors.attribution.profil',
    ]);
  });

  it('names each variable that is not set', () => {
    expect(problemsOf(MINIMAL.replace('jaeger:4317', '${env:TARGET}'))).toEqual([
      'exporters.otlp/jaeger.endpoint: the environment variable TARGET is not set; set it, or write ${env:TARGET:-default}',
    ]);
  });

  it.each([
    ['a: [', /^not YAML: .+ at line 1, column \d+$/],
    ['a: 1\na: 2', /^not YAML: Map keys must be unique at line 2, column 1$/],
  ])('that is no YAML (%j) says where', (yaml, message) => {
    expect(problemsOf(yaml)).toEqual([expect.stringMatching(message)]);
  });

  it('names what is missing in an empty file', () => {
    expect(problemsOf('')).toEqual([
      'receivers: is missing; expected a map',
      'processors: is missing; expected a map',
      'exporters: is missing; expected a map',
      'service: is missing; expected a map',
    ]);
  });

  it.each([
    withValue([...JAEGER, 'headers'], { 'x-key': ['hunter2'] }),
    withValue([...JAEGER, 'headers'], 'hunter2'),
    withValue(['receivers', 'otlp', 'protocols', 'http', 'auth'], { bearer_token: ['hunter2'] }),
    withValue([...JAEGER, 'endpoint'], 'ftp://user:hunter2@host'),
    withValue([...ATTRIBUTION, 'profile'], '${env:SECRET}'),
    'exporters: {otlp: {headers: {x-key: hunter2}}',
  ])('does not print a secret (%#)', (yaml) => {
    const problems = problemsOf(yaml, { SECRET: 'hunter2' });
    expect(problems).not.toEqual([]);
    expect(problems.join()).not.toContain('hunter2');
  });
});
