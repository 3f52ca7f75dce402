import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeOtlpProto } from '@agent-attribution/otlp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../../test/helpers/eventually.js';
import { startOtlpDestination } from '../../../../test/helpers/otlp-destination.js';
import { startOtlpSink } from '../../../../test/helpers/otlp-sink.js';
import type { OtlpSink } from '../../../../test/helpers/otlp-sink.js';
import { spanDocument } from '../../../../test/helpers/span-documents.js';
import { readCollectorConfig } from '../config/read-config.js';
import type { OtlpPayload } from '../pipeline/otlp-sink.js';
import { createServiceLog } from './service-log.js';
import { startCollector } from './start-collector.js';
import type { CollectorService } from './start-collector.js';

let folder: string;
let sink: OtlpSink;
let service: CollectorService | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'service-'));
  sink = await startOtlpSink();
});
afterEach(async () => {
  await service?.close();
  service = undefined;
  await sink.close();
  await rm(folder, { recursive: true });
});

const log = createServiceLog({ level: 'error', format: 'text', write: () => {} });

interface Settings {
  readonly attribution?: string;
  readonly http?: string;
  readonly more?: string;
  readonly exporter?: string;
  readonly metrics?: string;
}

const configOf = ({
  attribution = '',
  http = '127.0.0.1:0',
  more = '',
  exporter = sink.url,
  metrics = '',
}: Settings) =>
  readCollectorConfig(
    `
receivers: {otlp: {protocols: {http: {endpoint: "${http}"}}}}
processors: {attribution: {quiet_period: 50ms${attribution}}}
exporters: {otlphttp/sink: {endpoint: "${exporter}"}}
service:
  pipelines: {traces: {receivers: [otlp], processors: [attribution], exporters: [otlphttp/sink]}${metrics}}
  storage: {directory: "${folder}"}
  shutdown_timeout: 1s
${more}`,
    {},
  );

const start = async (settings: Settings = {}): Promise<CollectorService> => {
  service = await startCollector(configOf(settings), { log, version: '1.2.3' });
  return service;
};

const AGENT = { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'writer' };

const send = async (running: CollectorService, root: boolean, attributes = {}): Promise<number> => {
  const url = running.addresses[0]?.split(' ')[1] ?? '';
  const child = spanDocument(2, { parentSpanId: spanDocument(1).spanId });
  const response = await fetch(`${url}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-protobuf' },
    body: Buffer.from(writeOtlpProto([root ? spanDocument(1, { attributes }) : child])),
  });
  return response.status;
};

const arrived = (spans: number) =>
  eventually(() =>
    Promise.resolve(sink.spans.length >= spans ? sink.spans.map(({ name }) => name) : undefined),
  );

describe('startCollector', () => {
  it('takes a trace in parts and hands it on as one', async () => {
    const running = await start();
    expect(await send(running, false)).toBe(200);
    expect(await send(running, true)).toBe(200);
    expect((await arrived(2)).toSorted()).toEqual(['span 1', 'span 2']);
  });

  it('goes on after a stop with a trace that was not complete', async () => {
    await send(await start(), false);
    await service?.close();
    expect(sink.spans).toEqual([]);
    await send(await start(), true);
    expect((await arrived(2)).toSorted()).toEqual(['span 1', 'span 2']);
  });

  it.each([', on_shutdown: release', ', durability: memory'])(
    'hands over at the stop what is not complete when told so (%s)',
    async (attribution) => {
      await send(await start({ attribution }), false);
      await service?.close();
      expect(sink.spans.map(({ name }) => name)).toEqual(['span 2']);
    },
  );

  it('stops in time when nobody takes the spans, and delivers them after the next start', async () => {
    await send(await start({ exporter: 'http://127.0.0.1:9' }), true);
    await service?.close();
    await start();
    expect(await arrived(1)).toEqual(['span 1']);
  });

  it('sends metrics by agent to the exporters of their pipeline, and hands traces to other sinks as well', async () => {
    const destination = await startOtlpDestination();
    const taken: OtlpPayload[] = [];
    const settings = {
      exporter: destination.url,
      metrics: ', metrics: {exporters: [otlphttp/sink], interval: 20ms}',
    };
    service = await startCollector(configOf(settings), {
      log,
      version: '1.2.3',
      sinks: [{ accept: (payload) => Promise.resolve(void taken.push(payload)) }],
    });
    await send(service, true, AGENT);
    const metrics = await eventually(() =>
      Promise.resolve(destination.requests.find(({ path }) => path === '/v1/metrics')),
    );
    expect(metrics.body.includes('attribution.agent.runs')).toBe(true);
    expect(taken.find(({ signal }) => signal === 'traces')?.spanCount).toBe(2);
    await service.close();
    service = undefined;
    await destination.close();
  });

  it('asks senders for a token where it is told to and the file says nothing', async () => {
    service = await startCollector(configOf({}), { log, version: '1.2.3', bearerTokens: ['sesame'] });
    expect(await send(service, true)).toBe(401);
  });

  it('leaves nothing running when a port is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve);
    });
    const { port } = other.address() as AddressInfo;
    await expect(start({ http: `127.0.0.1:${port}` })).rejects.toThrow(/in use/);
    other.close();
    // The folder is free again.
    await expect(start()).resolves.toBeDefined();
  });
});
