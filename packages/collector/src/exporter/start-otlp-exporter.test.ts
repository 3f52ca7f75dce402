import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOtlpProto, writeOtlpProto } from '@agent-attribution/otlp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startOtlpDestination } from '../../../../test/helpers/otlp-destination.js';
import { spanDocument } from '../../../../test/helpers/span-documents.js';
import type { OtlpPayload } from '../pipeline/otlp-sink.js';
import { startOtlpGrpcServer } from '../receiver/grpc/otlp-grpc-server.js';
import { OtlpBusyError } from '../receiver/otlp-busy-error.js';
import { startOtlpHttpServer } from '../receiver/otlp-http-server.js';
import type { ReceivedTraces } from '../receiver/received-traces.js';
import { createFanOut } from './fan-out.js';
import type { OtlpExporter } from './queued-exporter.js';
import { type OtlpExporterOptions, startOtlpExporter } from './start-otlp-exporter.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'exporter-'));
});

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
  rmSync(directory, { recursive: true });
});

/** As a user would set it up, but in a hurry. */
async function start(endpoint: string, options: Partial<OtlpExporterOptions> = {}): Promise<OtlpExporter> {
  const exporter = await startOtlpExporter({
    protocol: 'http',
    endpoint,
    batchTimeoutMs: 1,
    timeoutMs: 1000,
    queue: { directory },
    retry: { initialMs: 10, maxMs: 20 },
    circuit: { failures: 3, openMs: 30 },
    ...options,
  });
  cleanups.push(() => exporter.close(0));
  return exporter;
}

function payload(number: number): OtlpPayload {
  return { signal: 'traces', body: writeOtlpProto([spanDocument(number)]), spanCount: 1 };
}

function namesIn(bodies: readonly Uint8Array[]): string[] {
  return bodies.flatMap((body) => readOtlpProto(body).spans.map((span) => span.name));
}

describe.each([
  ['http', startOtlpHttpServer],
  ['grpc', startOtlpGrpcServer],
] as const)('an exporter over %s', (protocol, startReceiver) => {
  /** A receiver that is busy while `isBusy` says so. */
  const receive = async (port = 0, isBusy = () => false) => {
    const received: string[] = [];
    const onTraces = ({ spans }: ReceivedTraces): void => {
      if (isBusy()) throw new OtlpBusyError();
      received.push(...spans.map((span) => span.name));
    };
    const server = await startReceiver({ port, onTraces });
    cleanups.push(() => server.close());
    return { server, received };
  };

  it('sends payloads that come together as one request', async () => {
    const { server, received } = await receive();
    const exporter = await start(server.url, { protocol });
    await Promise.all([1, 2, 3].map((number) => exporter.accept(payload(number))));
    expect(received.toSorted()).toEqual(['span 1', 'span 2', 'span 3']);
    expect(exporter.counters).toMatchObject({ sentRequests: 1, sentSpans: 3, queueBatches: 0 });
  });

  it('keeps everything while the destination is down, and delivers it when it is back', async () => {
    const first = await receive();
    const exporter = await start(first.server.url, { protocol });
    await exporter.accept(payload(1));
    await first.server.close();
    for (const number of [2, 3, 4]) await exporter.accept(payload(number));
    expect(exporter.counters).toMatchObject({ queueSpans: 3, memoryBytes: 0 });
    const { received } = await receive(first.server.port);
    await expect.poll(() => received, { timeout: 5000 }).toEqual(['span 2', 'span 3', 'span 4']);
    await expect.poll(() => exporter.counters.queueBatches).toBe(0);
  });

  it('comes back when a busy destination has said', async () => {
    let isBusy = true;
    const { server, received } = await receive(0, () => isBusy);
    const exporter = await start(server.url, { protocol });
    await exporter.accept(payload(1));
    const refusedAtMs = Date.now();
    isBusy = false;
    await expect.poll(() => received, { timeout: 5000 }).toEqual(['span 1']);
    expect(Date.now() - refusedAtMs).toBeGreaterThan(900);
    expect(exporter.counters).toMatchObject({ failedRequests: 1, retries: 1 });
  });

  it('goes on with what the one before has left in its queue', async () => {
    const nobody = await receive();
    await nobody.server.close();
    const before = await start(nobody.server.url, { protocol });
    await before.accept(payload(1));
    await before.close();
    const { server, received } = await receive();
    await start(server.url, { protocol });
    await expect.poll(() => received).toEqual(['span 1']);
  });
});

describe('a destination that is dead', () => {
  it('costs no more memory than it may, and delays no other', async () => {
    const dead = await startOtlpDestination(() => {});
    const alive = await startOtlpDestination();
    cleanups.push(
      () => dead.close(),
      () => alive.close(),
    );
    const maxMemoryBytes = 10_000;
    const stuck = await start(dead.url, { timeoutMs: 30_000, queue: { directory, maxMemoryBytes } });
    const well = await start(alive.url, { queue: {} });
    const fanOut = createFanOut([stuck, well]);
    const { length } = payload(1000).body;
    let peakBytes = 0;
    let pending = 0;
    for (let sent = 0; sent < 500; sent += 20) {
      const before = well.counters.sentSpans;
      const twenty = Array.from({ length: 20 }, (_, index) => payload(1000 + sent + index));
      for (const one of twenty) {
        pending += 1;
        void fanOut.accept(one).then(() => {
          pending -= 1;
        });
      }
      await expect.poll(() => well.counters.sentSpans, { interval: 1 }).toBe(before + 20);
      peakBytes = Math.max(peakBytes, stuck.counters.memoryBytes);
      await expect.poll(() => pending * length, { interval: 1 }).toBeLessThanOrEqual(maxMemoryBytes);
    }
    expect(peakBytes).toBeLessThanOrEqual(maxMemoryBytes + 20 * length);
    await expect.poll(() => stuck.counters.memoryBytes).toBeLessThanOrEqual(maxMemoryBytes);
    expect(stuck.counters.queueSpans).toBeGreaterThanOrEqual(500 - maxMemoryBytes / length);
    expect(stuck.counters.sentSpans).toBe(0);
  });

  it('fills its queue; then nothing more is acknowledged, or the oldest are dropped', async () => {
    const nobody = await startOtlpDestination();
    await nobody.close();
    const { body } = payload(1);
    const blocking = await start(nobody.url, { queue: { directory, maxBytes: body.length * 2.9 } });
    await blocking.accept(payload(1));
    await blocking.accept(payload(2));
    let isTaken = false;
    void blocking.accept(payload(3)).then(() => {
      isTaken = true;
    });
    const dropping = await start(nobody.url, {
      queue: { directory: join(directory, 'other'), maxBytes: body.length * 2.9, onFull: 'drop_oldest' },
    });
    for (const number of [1, 2, 3]) await dropping.accept(payload(number));
    expect(isTaken).toBe(false);
    expect(blocking.counters.queueSpans).toBe(2);
    expect(dropping.counters.droppedSpans.queue_full).toBe(1);
  });
});

it('a destination that answers slowly gets several requests at a time', async () => {
  let underWay = 0;
  let most = 0;
  const destination = await startOtlpDestination((response) => {
    underWay += 1;
    most = Math.max(most, underWay);
    setTimeout(() => {
      underWay -= 1;
      response.end();
    }, 20);
  });
  cleanups.push(() => destination.close());
  const exporter = await start(destination.url, { maxBatchBytes: 1, maxConcurrentRequests: 3 });
  await Promise.all(Array.from({ length: 9 }, (_, index) => exporter.accept(payload(index + 1))));
  expect(most).toBe(3);
  expect(namesIn(destination.requests.map(({ body }) => body))).toHaveLength(9);
});

describe('a queue folder', () => {
  it('that cannot be used is refused in one sentence', async () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    await expect(start('http://localhost:1', { queue: { directory: file } })).rejects.toThrow(
      `queue.directory must be a folder that can be written, but is ${file} (EEXIST)`,
    );
  });

  it('is for its owner alone', async () => {
    const own = join(directory, 'own');
    await start('http://localhost:1', { queue: { directory: own } });
    expect(statSync(own).mode & 0o777).toBe(0o700);
  });
});
