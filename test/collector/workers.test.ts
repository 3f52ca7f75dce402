import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import {
  type CollectorService,
  type CollectorServiceOptions,
  createServiceLog,
  type OtlpPayload,
  readCollectorConfig,
  startCollector,
  StoreError,
} from '@agent-attribution/collector';
import type { SpanView } from '@agent-attribution/core';
import { encodeMessage, readLogRecords, type SpanDocument, writeOtlpProto } from '@agent-attribution/otlp';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventually } from '../helpers/eventually.js';
import { freePort } from '../helpers/free-port.js';
import { startOtlpDestination } from '../helpers/otlp-destination.js';
import { type OtlpSink, startOtlpSink } from '../helpers/otlp-sink.js';
import { spanDocument, spanId } from '../helpers/span-documents.js';

let folder: string;
let sink: OtlpSink;
const running: CollectorService[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workers-'));
  sink = await startOtlpSink();
});
afterEach(async () => {
  for (const service of running.splice(0)) await service.close();
  await sink.close();
  await rm(folder, { recursive: true });
});

const log = createServiceLog({ level: 'error', format: 'text', write: () => {} });

interface Settings {
  readonly endpoint?: string;
  readonly maxBytes?: string;
  readonly logs?: boolean;
  readonly healthPort?: number;
}

const start = async (
  workers: number,
  { endpoint = sink.url, maxBytes = '1GiB', logs = false, healthPort }: Settings = {},
  options: Partial<CollectorServiceOptions> = {},
): Promise<CollectorService> => {
  const config = readCollectorConfig(
    `
receivers: {otlp: {protocols: {http: {endpoint: "127.0.0.1:0"}}}}
processors: {attribution: {quiet_period: 100ms, durability: os}}
exporters: {otlphttp/sink: {endpoint: "${endpoint}", sending_queue: {batch: {flush_timeout: 10ms}}}}
${healthPort === undefined ? '' : `extensions: {health_check: {endpoint: "127.0.0.1:${healthPort}"}}`}
service:
  ${healthPort === undefined ? '' : 'extensions: [health_check]'}
  workers: ${workers}
  pipelines:
    traces: {receivers: [otlp], processors: [attribution], exporters: [otlphttp/sink]}
    ${logs ? 'logs: {receivers: [otlp], exporters: [otlphttp/sink]}' : ''}
  storage: {directory: "${folder}", max_bytes: ${maxBytes}}
  shutdown_timeout: 1s
`,
    {},
  );
  const service = await startCollector(config, { log, version: '1.2.3', ...options });
  running.push(service);
  return service;
};

const stop = async (): Promise<void> => {
  for (const service of running.splice(0)) await service.close();
};

const post = async (service: CollectorService, body: Uint8Array, signal = 'traces'): Promise<number> => {
  const headers = { 'content-type': 'application/x-protobuf' };
  const request = { method: 'POST', headers, body: Buffer.from(body) };
  return (await fetch(`${service.urls['http']}/v1/${signal}`, request)).status;
};

const traceIdOf = (n: number): string => (n + 1).toString(16).padStart(32, '0');
const AGENT = { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'writer' };
const root = (n: number): SpanDocument => spanDocument(1, { traceId: traceIdOf(n), attributes: AGENT });
const child = (n: number, more: Partial<SpanDocument> = {}): SpanDocument =>
  spanDocument(2, { traceId: traceIdOf(n), parentSpanId: spanId(1), ...more });
const logRecord = (n: number) => ({
  traceId: traceIdOf(n),
  spanId: spanId(2),
  eventName: 'gen_ai.tool.message',
  body: { stringValue: `text ${n}` },
});
const numbers = (count: number, from = 0): readonly number[] =>
  Array.from({ length: count }, (_, at) => from + at);

/** The spans that came, the attribution spans left out, once there are so many. */
const arrived = (count: number): Promise<readonly SpanView[]> =>
  eventually(() => {
    const own = sink.spans.filter(({ name }) => name !== 'attribution');
    return Promise.resolve(own.length >= count ? own : undefined);
  });
const keysOf = (spans: readonly SpanView[]): readonly string[] =>
  spans.map((span) => `${span.traceId}/${span.spanId}`).toSorted((a, b) => (a < b ? -1 : 1));
const keysOfTraces = (count: number): readonly string[] =>
  numbers(count).flatMap((n) => [`${traceIdOf(n)}/${spanId(1)}`, `${traceIdOf(n)}/${spanId(2)}`]);

describe('service.workers', () => {
  it('hands each trace on whole, from requests that hold many traces, and sums what its workers count', async () => {
    const service = await start(2);
    expect(await post(service, writeOtlpProto(numbers(40).map((n) => child(n))))).toBe(200);
    expect(await post(service, writeOtlpProto(numbers(40).map(root)))).toBe(200);
    const spans = await arrived(80);
    expect(keysOf(spans)).toEqual(keysOfTraces(40));
    const completions = spans.map((span) => span.attribute('attribution.completion'));
    expect(completions.filter((completion) => completion === 'complete')).toHaveLength(40);
    await expect
      .poll(() => service.pipelineCounters())
      .toMatchObject({ received_spans: 80, attributed_traces: 40, open_traces: 0 });
    for (const worker of ['0', '1']) {
      expect(await readdir(join(folder, 'workers-2', worker))).toEqual(['in-flight', 'queues']);
    }
  });

  it('passes log records on, and keeps each for the trace that it belongs to', async () => {
    const destination = await startOtlpDestination();
    const service = await start(2, { endpoint: destination.url, logs: true });
    const logRecords = [...numbers(10).map(logRecord), { body: { stringValue: 'of none' } }];
    const logs = encodeMessage('ExportLogsServiceRequest', {
      resourceLogs: [{ scopeLogs: [{ logRecords }] }],
    });
    expect(await post(service, logs, 'logs')).toBe(200);
    const records = await eventually(() => {
      const came = destination.requests.filter(({ path }) => path === '/v1/logs');
      const all = came.flatMap(({ body }) => readLogRecords(body));
      return Promise.resolve(all.length >= 11 ? all : undefined);
    });
    expect(new Set(records.map(({ body }) => body))).toEqual(
      new Set([...numbers(10).map((n) => `text ${n}`), 'of none']),
    );
    await expect.poll(() => service.pipelineCounters()).toMatchObject({ held_requests: 2 });
    // A record whose trace were with the other worker would wait for it.
    await post(service, writeOtlpProto(numbers(10).flatMap((n) => [root(n), child(n)])));
    await expect
      .poll(() => service.pipelineCounters(), { timeout: 10_000 })
      .toMatchObject({ held_requests: 0, attributed_traces: 10 });
    await stop();
    await destination.close();
  });

  it('hands what leaves to sinks in the main thread as well', async () => {
    const taken: OtlpPayload[] = [];
    const accept = (payload: OtlpPayload) => Promise.resolve(void taken.push(payload));
    const service = await start(2, {}, { sinks: [{ accept }] });
    await post(service, writeOtlpProto(numbers(10).flatMap((n) => [root(n), child(n)])));
    await expect.poll(() => taken.length, { timeout: 10_000 }).toBe(10);
    expect(new Set(taken.map(({ spanCount }) => spanCount))).toEqual(new Set([3]));
  });

  it('refuses a request whole when one worker has no room, and takes no span of it twice when it comes back', async () => {
    const service = await start(2, { maxBytes: '40kB' });
    const large = { attributes: { text: 'x'.repeat(15_000) } };
    let refused = 0;
    while ((await post(service, writeOtlpProto([child(refused, large)]))) === 200) refused += 1;
    // Besides what does not fit it has spans for both workers.
    const request = writeOtlpProto([child(refused, large), ...numbers(20, 100).map((n) => child(n))]);
    expect(await post(service, request)).toBe(503);
    await eventually(async () => ((await post(service, request)) === 200 ? true : undefined));
    for (const n of [...numbers(refused + 1), ...numbers(20, 100)]) {
      await eventually(async () =>
        (await post(service, writeOtlpProto([root(n)]))) === 200 ? true : undefined,
      );
    }
    const spans = await arrived(2 * (refused + 21));
    expect(keysOf(spans)).toEqual([...new Set(keysOf(spans))]);
  });

  it('goes on with open traces whatever the number of workers is, and leaves no folder behind', async () => {
    for (const [at, workers] of [1, 3, 2].entries()) {
      const service = await start(workers);
      const some = numbers(10, at * 10).map((n) => child(n));
      expect(await post(service, writeOtlpProto(some))).toBe(200);
      await stop();
    }
    const service = await start(1);
    expect(await post(service, writeOtlpProto(numbers(30).map(root)))).toBe(200);
    const spans = await arrived(60);
    expect(keysOf(spans)).toEqual(keysOfTraces(30));
    await stop();
    expect((await readdir(folder)).toSorted()).toEqual(['in-flight', 'queues']);
  });

  it('waits for room when what is in flight does not fit at once', async () => {
    const large = { attributes: { text: 'x'.repeat(15_000) } };
    const before = await start(1);
    for (const n of numbers(4)) expect(await post(before, writeOtlpProto([child(n, large)]))).toBe(200);
    await stop();
    // Two of four traces at least are for one worker, which has half of this.
    const service = await start(2, { maxBytes: '40kB' });
    for (const n of numbers(4)) {
      await eventually(async () =>
        (await post(service, writeOtlpProto([root(n)]))) === 200 ? true : undefined,
      );
    }
    expect(new Set(keysOf(await arrived(8)))).toEqual(new Set(keysOfTraces(4)));
  });

  it('delivers what waited in queues of another number of workers', async () => {
    const nobody = 'http://127.0.0.1:9';
    const before = await start(3, { endpoint: nobody });
    expect(await post(before, writeOtlpProto(numbers(20).flatMap((n) => [root(n), child(n)])))).toBe(200);
    await expect
      .poll(() => before.pipelineCounters(), { timeout: 10_000 })
      .toMatchObject({
        attributed_traces: 20,
        queued_work: 0,
      });
    await stop();
    await start(2);
    expect(keysOf(await arrived(40))).toEqual(keysOfTraces(20));
    await stop();
    await start(2);
    expect(existsSync(join(folder, 'workers-3'))).toBe(false);
  });

  it.each([
    [2, 2],
    [2, 1],
    [1, 2],
  ])('of one folder start once: %i, then %i', async (first, second) => {
    await start(first);
    await expect(start(second)).rejects.toThrow(StoreError);
    await expect(start(second)).rejects.toMatchObject({ code: 'folder_in_use' });
  });

  it('says that it has failed when a worker has ended, and acknowledges nothing for that one', async () => {
    const workers: Worker[] = [];
    const keep = (worker: Worker) => void workers.push(worker);
    process.on('worker', keep);
    const service = await start(2);
    process.off('worker', keep);
    expect(await post(service, writeOtlpProto(numbers(20).map((n) => child(n))))).toBe(200);
    await workers[1]?.terminate();
    expect((await service.failed).message).toBe('it ended with 1');
    expect(await post(service, writeOtlpProto(numbers(20).map(root)))).toBe(503);
    await stop();
    const again = await start(2);
    expect(await post(again, writeOtlpProto(numbers(20).map(root)))).toBe(200);
    expect(new Set(keysOf(await arrived(40)))).toEqual(new Set(keysOfTraces(20)));
  });

  it('says that it has to be started again while a worker is silent for over 30 s', async () => {
    const healthPort = await freePort();
    await start(2, { healthPort });
    const health = async () => (await fetch(`http://127.0.0.1:${healthPort}/healthz`)).status;
    expect(await health()).toBe(200);
    // Whatever the clock is asked for, half a minute has gone since any worker was heard of.
    let nowMs = performance.now();
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (nowMs += 30_001));
    expect(await health()).toBe(503);
    clock.mockRestore();
    expect(await health()).toBe(200);
  });
});
