import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-node';
import { afterEach, describe, expect, it } from 'vitest';
import { AttributionSpanExporter } from './attribution-span-exporter.js';
import { ConfigurationError } from '@agent-attribution/core';
import type { ExportResult, ReadableSpan } from './sdk-types.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

interface Backend {
  readonly url: string;
  readonly bodies: string[];
  readonly headers: unknown[];
}

/** An OTLP endpoint that answers with this status; with 0 it never answers. */
const startBackend = async (status: number): Promise<Backend> => {
  const bodies: string[] = [];
  const headers: unknown[] = [];
  const server = createServer((request, response) => {
    headers.push(request.headers['x-key']);
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      bodies.push(body);
      if (status !== 0) response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/v1/traces`, bodies, headers };
};

const spans = (): ReadableSpan[] => {
  const span = new BasicTracerProvider().getTracer('test').startSpan('run');
  span.end();
  return [span as unknown as ReadableSpan];
};

const exportOnce = (exporter: AttributionSpanExporter): Promise<ExportResult> =>
  new Promise((resolve) => {
    exporter.export(spans(), resolve);
  });

describe('AttributionSpanExporter', () => {
  it('sends to all endpoints, each with its own headers', async () => {
    const [one, two] = [await startBackend(200), await startBackend(200)];
    const exporter = new AttributionSpanExporter({
      endpoints: [{ name: 'one', url: one.url, headers: { 'x-key': 'secret' } }, { url: two.url }],
    });
    expect((await exportOnce(exporter)).code).toBe(0);
    await exporter.shutdown();
    expect(one.bodies[0]).toContain('"name":"run"');
    expect(two.bodies).toEqual(one.bodies.map(() => expect.stringContaining('"name":"run"')));
    expect([one.headers[0], two.headers[0]]).toEqual(['secret', undefined]);
    expect(exporter.counters).toEqual([
      { name: 'one', sentBatches: 1, sentSpans: 1, failedBatches: 0, failedSpans: 0 },
      { name: two.url, sentBatches: 1, sentSpans: 1, failedBatches: 0, failedSpans: 0 },
    ]);
  });

  it('succeeds though one endpoint refuses, and counts the refusal', async () => {
    const [good, bad] = [await startBackend(200), await startBackend(400)];
    const exporter = new AttributionSpanExporter({ endpoints: [{ url: bad.url }, { url: good.url }] });
    expect((await exportOnce(exporter)).code).toBe(0);
    await exporter.shutdown();
    expect(exporter.counters.map(({ failedSpans }) => failedSpans)).toEqual([1, 0]);
  });

  it('answers as soon as one endpoint has it, however long another takes', async () => {
    const [good, hanging] = [await startBackend(200), await startBackend(0)];
    const exporter = new AttributionSpanExporter({
      endpoints: [{ url: hanging.url, timeoutMs: 60_000 }, { url: good.url }],
      timeoutMs: 50,
    });
    expect((await exportOnce(exporter)).code).toBe(0);
    const startMs = performance.now();
    await exporter.shutdown();
    expect(performance.now() - startMs).toBeLessThan(5_000);
  });

  it('fails when no endpoint took it', async () => {
    const [one, two] = [await startBackend(400), await startBackend(400)];
    const exporter = new AttributionSpanExporter({ endpoints: [{ url: one.url }, { url: two.url }] });
    const result = await exportOnce(exporter);
    expect(result.code).toBe(1);
    expect(result.error).toBeInstanceOf(Error);
    await exporter.shutdown();
  });

  it('takes nothing after its shutdown', async () => {
    const { url, bodies } = await startBackend(200);
    const exporter = new AttributionSpanExporter({ endpoints: [{ url }] });
    await Promise.all([exporter.shutdown(), exporter.shutdown()]);
    expect((await exportOnce(exporter)).code).toBe(1);
    expect(bodies).toEqual([]);
  });

  it('wants at least one endpoint', () => {
    expect(() => new AttributionSpanExporter({ endpoints: [] })).toThrow(ConfigurationError);
  });
});
