import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { encodeMessage } from '@agent-attribution/otlp';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { makeCertificates } from '../../../../../test/helpers/certificates.js';
import { type OtlpDestination, startOtlpDestination } from '../../../../../test/helpers/otlp-destination.js';
import { startOtlpHttpServer } from '../../receiver/otlp-http-server.js';
import { createHttpTransport } from './http-transport.js';
import type { OtlpTransport, OtlpTransportOptions } from './otlp-transport.js';

const BODY = Buffer.from('spans');

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

function transportTo(endpoint: string, options: Partial<OtlpTransportOptions> = {}): OtlpTransport {
  const transport = createHttpTransport({ endpoint, ...options });
  cleanups.push(() => transport.close());
  return transport;
}

async function start(
  answer?: Parameters<typeof startOtlpDestination>[0],
  options: Partial<OtlpTransportOptions> = {},
): Promise<{ destination: OtlpDestination; transport: OtlpTransport }> {
  const destination = await startOtlpDestination(answer);
  cleanups.push(() => destination.close());
  return { destination, transport: transportTo(destination.url, options) };
}

/** Answers in a thread of its own, so that it can close connections while this one looks away. */
async function startServerThatClosesIdle() {
  const counts = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(
    `const { workerData: counts, parentPort } = require('node:worker_threads');
     const server = require('node:net').createServer((socket) => {
       Atomics.add(counts, 0, 1);
       socket.on('error', () => {}).once('data', () => {
         socket.write('HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n');
         setTimeout(() => socket.destroy(), 100);
       }).once('close', () => { Atomics.add(counts, 1, 1); Atomics.notify(counts, 1); });
     });
     server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));`,
    { eval: true, workerData: counts },
  );
  cleanups.push(async () => void (await worker.terminate()));
  const [port] = (await once(worker, 'message')) as [number];
  return {
    url: `http://127.0.0.1:${port}`,
    connections: () => counts[0],
    /** Blocks this thread. */
    waitUntilClosed(wanted: number): void {
      for (let closed = 0; closed < wanted; closed = Atomics.load(counts, 1))
        Atomics.wait(counts, 1, closed, 5000);
    },
  };
}

describe('a request', () => {
  it.each(['traces', 'logs', 'metrics'] as const)('of %s has its path, type and headers', async (signal) => {
    const { destination, transport } = await start(undefined, { headers: { authorization: 'Bearer x' } });
    expect(await transport.send(signal, BODY)).toEqual({
      outcome: 'delivered',
      rejectedSpans: 0,
      message: '',
    });
    expect(destination.requests).toMatchObject([
      {
        path: `/v1/${signal}`,
        body: BODY,
        headers: {
          'content-type': 'application/x-protobuf',
          'content-encoding': 'gzip',
          authorization: 'Bearer x',
          'user-agent': 'agent-attribution',
        },
      },
    ]);
  });

  it('may go out as it is', async () => {
    const { destination, transport } = await start(undefined, { compression: 'none' });
    await transport.send('traces', BODY);
    expect(destination.requests[0]?.headers['content-encoding']).toBeUndefined();
    expect(destination.requests[0]?.headers['content-length']).toBe(String(BODY.length));
  });

  it('goes below the path of the endpoint', async () => {
    const { destination } = await start();
    await transportTo(`${destination.url}/otlp/?key=1`).send('traces', BODY);
    expect(destination.requests[0]?.path).toBe('/otlp/v1/traces?key=1');
  });

  it('uses the connection of the one before', async () => {
    const connections = new Set<unknown>();
    const { transport } = await start((response) => {
      connections.add(response.socket);
      response.end();
    });
    await transport.send('traces', BODY);
    await transport.send('traces', BODY);
    expect(connections.size).toBe(1);
  });
});

describe('a connection that was closed while it was idle', () => {
  it('is not taken for a failure: the request goes out once more, over a new one', async () => {
    const server = await startServerThatClosesIdle();
    const transport = transportTo(server.url, { compression: 'none' });
    await Promise.all([transport.send('traces', BODY), transport.send('traces', BODY)]);
    // The connections are idle now; this thread learns that they were closed only when it has written to one of them.
    await new Promise(setImmediate);
    server.waitUntilClosed(2);
    expect(await transport.send('traces', BODY)).toMatchObject({ outcome: 'delivered' });
    expect(server.connections()).toBe(3);
  });

  it('is a failure when it happens again', async () => {
    const used = new Set<unknown>();
    const { destination, transport } = await start((response) => {
      if (used.size > 0) return void response.destroy();
      used.add(response.socket);
      return response.end();
    });
    await transport.send('traces', BODY);
    expect(await transport.send('traces', BODY)).toMatchObject({ outcome: 'retry', reason: 'ECONNRESET' });
    expect(destination.requests).toHaveLength(3);
  });
});

describe('an answer', () => {
  it('may say that spans were left out', async () => {
    const partialSuccess = { rejectedSpans: '3', errorMessage: 'too old' };
    const { transport } = await start((response) => {
      response.end(encodeMessage('ExportTraceServiceResponse', { partialSuccess }));
    });
    expect(await transport.send('traces', BODY)).toEqual({
      outcome: 'delivered',
      rejectedSpans: 3,
      message: 'too old',
    });
  });

  it.each([200, 202, 204])('of status %i is a success, whatever it says', async (status) => {
    const { transport } = await start((response) => response.writeHead(status).end('thank you'));
    expect(await transport.send('traces', BODY)).toMatchObject({ outcome: 'delivered' });
  });

  it.each([429, 502, 503, 504])('of status %i may be better later', async (status) => {
    const { transport } = await start((response) => response.writeHead(status).end());
    expect(await transport.send('traces', BODY)).toEqual({
      outcome: 'retry',
      reason: `HTTP ${status}`,
      afterMs: 0,
    });
  });

  it('may say when', async () => {
    const { transport } = await start((response) => {
      response.writeHead(429, { 'Retry-After': '7' }).end();
    });
    expect(await transport.send('traces', BODY)).toMatchObject({ outcome: 'retry', afterMs: 7000 });
  });

  it.each([400, 401, 403, 404, 413, 500, 501])('of status %i is final', async (status) => {
    const { transport } = await start((response) => response.writeHead(status).end());
    expect(await transport.send('traces', BODY)).toEqual({ outcome: 'refused', reason: `HTTP ${status}` });
  });

  it('that points elsewhere is not followed', async () => {
    const { destination, transport } = await start((response) => {
      response.writeHead(307, { Location: `${destination.url}/elsewhere` }).end();
    });
    expect(await transport.send('traces', BODY)).toEqual({
      outcome: 'refused',
      reason: 'HTTP 307, redirects are not followed',
    });
    expect(destination.requests).toHaveLength(1);
  });

  it('without an end is not read for ever', async () => {
    const { transport } = await start((response) => {
      const flood = (): void => {
        if (response.destroyed) return;
        response.write(Buffer.alloc(1024 * 1024), () => setImmediate(flood));
      };
      flood();
    });
    expect(await transport.send('traces', BODY)).toMatchObject({ outcome: 'delivered' });
  });
});

describe('no answer may come later:', () => {
  it('nobody listens', async () => {
    const { destination, transport } = await start();
    await destination.close();
    expect(await transport.send('traces', BODY)).toEqual({
      outcome: 'retry',
      reason: 'ECONNREFUSED',
      afterMs: 0,
    });
  });

  it('the connection breaks', async () => {
    const { transport } = await start((response) => response.destroy());
    expect(await transport.send('traces', BODY)).toMatchObject({ outcome: 'retry', reason: 'ECONNRESET' });
  });

  it('it takes too long', async () => {
    const { transport } = await start(() => {}, { timeoutMs: 20 });
    expect(await transport.send('traces', BODY)).toMatchObject({
      outcome: 'retry',
      reason: 'no answer in 20 ms',
    });
  });

  it('it stops in the middle', async () => {
    const { transport } = await start((response) => response.write('x'), { timeoutMs: 20 });
    expect(await transport.send('traces', BODY)).toMatchObject({ outcome: 'retry' });
  });

  it('the exporter closes', async () => {
    const { destination, transport } = await start(() => {});
    const sent = transport.send('traces', BODY);
    await expect.poll(() => destination.requests).toHaveLength(1);
    transport.close();
    expect(await sent).toMatchObject({ outcome: 'retry', reason: 'the exporter is closing' });
    expect(await transport.send('traces', BODY)).toMatchObject({ outcome: 'retry' });
  });
});

it.each(['localhost:4318', 'ftp://localhost', ''])('an endpoint %j is refused', (endpoint) => {
  expect(() => createHttpTransport({ endpoint })).toThrow(
    `endpoint must be a URL such as http://localhost:4318, but is ${endpoint}`,
  );
});

describe('over TLS', () => {
  const certificates = makeCertificates();
  afterAll(() => certificates.remove());

  it('both ends show who they are', async () => {
    const server = await startOtlpHttpServer({
      port: 0,
      onTraces: () => {},
      tls: { ...certificates.server, clientCaFile: certificates.caFile },
    });
    cleanups.push(() => server.close());
    const sendAs = (tls: OtlpTransportOptions['tls']) =>
      transportTo(server.url, { tls }).send('traces', Buffer.alloc(0));
    expect(await sendAs({ caFile: certificates.caFile, ...certificates.client })).toMatchObject({
      outcome: 'delivered',
    });
    expect(await sendAs({ caFile: certificates.caFile })).toMatchObject({ outcome: 'retry' });
    expect(await sendAs(certificates.client)).toMatchObject({
      outcome: 'retry',
      reason: expect.stringMatching(/CERT|SIGNATURE/) as string,
    });
  });
});
