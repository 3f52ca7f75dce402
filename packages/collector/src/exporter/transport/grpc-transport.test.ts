import { createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { type handleUnaryCall, Metadata, Server, ServerCredentials, status } from '@grpc/grpc-js';
import { encodeMessage } from '@agent-attribution/otlp';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { makeCertificates } from '../../../../../test/helpers/certificates.js';
import { startOtlpGrpcServer } from '../../receiver/grpc/otlp-grpc-server.js';
import { bytesMethod } from '../../receiver/grpc/otlp-services.js';
import { createGrpcTransport } from './grpc-transport.js';
import type { OtlpTransport, OtlpTransportOptions } from './otlp-transport.js';

const BODY = Buffer.from('spans');

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

type Handler = handleUnaryCall<Buffer, Buffer>;

function transportTo(endpoint: string, options: Partial<OtlpTransportOptions> = {}): OtlpTransport {
  const transport = createGrpcTransport({ endpoint, ...options });
  cleanups.push(() => transport.close());
  return transport;
}

/** A gRPC server whose OTLP methods all do the same. */
async function serve(handler: Handler): Promise<{ url: string; stop: () => void }> {
  const server = new Server();
  for (const signal of ['trace.v1.Trace', 'logs.v1.Logs', 'metrics.v1.Metrics']) {
    const path = `/opentelemetry.proto.collector.${signal}Service/Export`;
    server.addService({ Export: bytesMethod(path) }, { Export: handler });
  }
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  const stop = (): void => server.forceShutdown();
  cleanups.push(stop);
  return { url: `http://127.0.0.1:${port}`, stop };
}

/** Sees the headers of a call, which grpc-js keeps to itself, and answers nothing. */
async function rawPeer(): Promise<{ port: number; encodings: unknown[]; close: () => void }> {
  const encodings: unknown[] = [];
  const server = createServer();
  server.on('stream', (stream, headers) => {
    encodings.push(headers['grpc-encoding']);
    stream.close();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { port, encodings, close: () => void server.close() };
}

const taken: Handler = (_, reply) => reply(null, Buffer.alloc(0));

function refuse(code: number, details: readonly unknown[] = []): Handler {
  const metadata = new Metadata();
  if (details.length > 0) {
    const message = encodeMessage('RpcStatus', { code, details });
    metadata.set('grpc-status-details-bin', Buffer.from(message));
  }
  return (_, reply) => reply({ code, details: 'no', metadata });
}

function retryInfo(retryDelay: { readonly seconds?: number; readonly nanos?: number }): unknown {
  const value = Buffer.from(encodeMessage('RetryInfo', { retryDelay })).toString('base64');
  return { typeUrl: 'type.googleapis.com/google.rpc.RetryInfo', value };
}

describe('a call', () => {
  it.each([
    ['traces', '/opentelemetry.proto.collector.trace.v1.TraceService/Export'],
    ['logs', '/opentelemetry.proto.collector.logs.v1.LogsService/Export'],
    ['metrics', '/opentelemetry.proto.collector.metrics.v1.MetricsService/Export'],
  ] as const)('of %s has its method and headers', async (signal, path) => {
    const seen: unknown[] = [];
    const { url } = await serve((call, reply) => {
      const { authorization, 'user-agent': agent } = call.metadata.getMap();
      seen.push([
        call.getPath(),
        call.request,
        authorization,
        String(agent).startsWith('agent-attribution '),
      ]);
      taken(call, reply);
    });
    const transport = transportTo(url, { headers: { authorization: 'Bearer x' } });
    expect(await transport.send(signal, BODY)).toEqual({
      outcome: 'delivered',
      rejectedSpans: 0,
      message: '',
    });
    expect(seen).toEqual([[path, BODY, 'Bearer x', true]]);
  });

  it.each([
    ['gzip', 'gzip'],
    ['none', 'identity'],
  ] as const)('is compressed as told: %s', async (compression, encoding) => {
    const { port, close, encodings } = await rawPeer();
    cleanups.push(close);
    await transportTo(`http://127.0.0.1:${port}`, { compression, timeoutMs: 1000 }).send('traces', BODY);
    expect(encodings[0] ?? 'identity').toBe(encoding);
  });

  it('may be answered with what was left out', async () => {
    const partialSuccess = { rejectedSpans: '3', errorMessage: 'too old' };
    const response = Buffer.from(encodeMessage('ExportTraceServiceResponse', { partialSuccess }));
    const { url } = await serve((_, reply) => reply(null, response));
    expect(await transportTo(url).send('traces', BODY)).toEqual({
      outcome: 'delivered',
      rejectedSpans: 3,
      message: 'too old',
    });
  });
});

describe('an error', () => {
  it.each([
    status.CANCELLED,
    status.DEADLINE_EXCEEDED,
    status.ABORTED,
    status.OUT_OF_RANGE,
    status.UNAVAILABLE,
    status.DATA_LOSS,
  ])('of code %i may be better later', async (code) => {
    const { url } = await serve(refuse(code));
    expect(await transportTo(url).send('traces', BODY)).toEqual({
      outcome: 'retry',
      reason: `gRPC ${status[code]}: no`,
      afterMs: 0,
    });
  });

  it.each([
    status.UNKNOWN,
    status.INVALID_ARGUMENT,
    status.NOT_FOUND,
    status.ALREADY_EXISTS,
    status.PERMISSION_DENIED,
    status.UNAUTHENTICATED,
    status.FAILED_PRECONDITION,
    status.UNIMPLEMENTED,
    status.INTERNAL,
    status.RESOURCE_EXHAUSTED,
  ])('of code %i is final', async (code) => {
    const { url } = await serve(refuse(code));
    expect(await transportTo(url).send('traces', BODY)).toEqual({
      outcome: 'refused',
      reason: `gRPC ${status[code]}: no`,
    });
  });

  it.each([status.RESOURCE_EXHAUSTED, status.UNAVAILABLE])('of code %i may say when', async (code) => {
    const other = { typeUrl: 'type.googleapis.com/google.rpc.DebugInfo' };
    const { url } = await serve(refuse(code, [other, retryInfo({ seconds: 7, nanos: 500_000_000 })]));
    expect(await transportTo(url).send('traces', BODY)).toMatchObject({ outcome: 'retry', afterMs: 7500 });
  });

  it('with details that cannot be read is one without', async () => {
    const metadata = new Metadata();
    metadata.set('grpc-status-details-bin', Buffer.from([0xff]));
    const { url } = await serve((_, reply) =>
      reply({ code: status.RESOURCE_EXHAUSTED, details: 'no', metadata }),
    );
    expect(await transportTo(url).send('traces', BODY)).toMatchObject({ outcome: 'refused' });
  });
});

describe('no answer may come later:', () => {
  it('nobody listens', async () => {
    const { url, stop } = await serve(taken);
    stop();
    expect(await transportTo(url).send('traces', BODY)).toMatchObject({ outcome: 'retry' });
  });

  it('it takes too long', async () => {
    const { url } = await serve(() => {});
    expect(await transportTo(url, { timeoutMs: 30 }).send('traces', BODY)).toMatchObject({
      outcome: 'retry',
      reason: expect.stringContaining('DEADLINE_EXCEEDED') as string,
    });
  });

  it('the exporter closes', async () => {
    const calls: string[] = [];
    const { url } = await serve((call) => void calls.push(call.getPath()));
    const transport = transportTo(url);
    const sent = transport.send('traces', BODY);
    await expect.poll(() => calls).toHaveLength(1);
    transport.close();
    expect(await sent).toMatchObject({ outcome: 'retry' });
  });
});

describe('over TLS', () => {
  const certificates = makeCertificates();
  afterAll(() => certificates.remove());

  it('both ends show who they are', async () => {
    const server = await startOtlpGrpcServer({
      port: 0,
      onTraces: () => {},
      tls: { ...certificates.server, clientCaFile: certificates.caFile },
    });
    cleanups.push(() => server.close());
    const sendAs = (tls: OtlpTransportOptions['tls']) =>
      transportTo(`https://localhost:${server.port}`, { tls }).send('traces', Buffer.alloc(0));
    expect(await sendAs({ caFile: certificates.caFile, ...certificates.client })).toMatchObject({
      outcome: 'delivered',
    });
    expect(await sendAs({ caFile: certificates.caFile })).toMatchObject({ outcome: 'retry' });
    expect(await sendAs(certificates.client)).toMatchObject({ outcome: 'retry' });
  });
});
