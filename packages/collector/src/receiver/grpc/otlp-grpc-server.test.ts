import { status } from '@grpc/grpc-js';
import { encodeMessage, writeOtlpProto } from '@agent-attribution/otlp';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { BasicTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { afterEach, describe, expect, it } from 'vitest';
import { decodeWithOracle } from '../../../../../test/helpers/otlp-oracle.js';
import { gate } from '../../../../../test/helpers/gate.js';
import {
  GrpcClient,
  type GrpcClientOptions,
  LOGS_METHOD,
  TRACES_METHOD,
} from '../../../../../test/helpers/grpc-client.js';
import { spanDocument } from '../../../../../test/helpers/span-documents.js';
import { OtlpBusyError } from '../otlp-busy-error.js';
import type { ReceivedLogs } from '../otlp-intake.js';
import type { ReceivedTraces } from '../received-traces.js';
import { type OtlpGrpcServerOptions, startOtlpGrpcServer } from './otlp-grpc-server.js';

const PROTO = Buffer.from(writeOtlpProto([spanDocument(1), spanDocument(2)]));
const HEALTH_CHECK = '/grpc.health.v1.Health/Check';

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function start(options: Partial<OtlpGrpcServerOptions> = {}, clientOptions: GrpcClientOptions = {}) {
  const traces: ReceivedTraces[] = [];
  const logs: ReceivedLogs[] = [];
  const server = await startOtlpGrpcServer({
    port: 0,
    onTraces: (request) => void traces.push(request),
    onLogs: (request) => void logs.push(request),
    ...options,
  });
  const client = new GrpcClient(`127.0.0.1:${server.port}`, clientOptions);
  cleanups.push(
    () => server.close(),
    () => client.close(),
  );
  const send = (body: Uint8Array = PROTO, headers: Record<string, string> = {}) =>
    client.call(TRACES_METHOD, body, headers);
  return { server, traces, logs, client, send };
}

/** A request of exactly so many bytes that holds nothing but a field which nobody knows. */
function requestOfBytes(bytes: number): Buffer {
  const lengthBytes = bytes > 2 ** 21 ? 4 : bytes > 2 ** 14 ? 3 : bytes > 128 ? 2 : 1;
  const body = Buffer.alloc(bytes);
  body[0] = (7 << 3) | 2;
  let length = bytes - 1 - lengthBytes;
  for (let at = 1; at <= lengthBytes; at += 1) {
    body[at] = (length & 0x7f) | (at < lengthBytes ? 0x80 : 0);
    length >>>= 7;
  }
  return body;
}

describe('a good call', () => {
  it('is answered with an empty response', async () => {
    const { send, traces } = await start();
    expect(await send()).toMatchObject({ code: status.OK, body: Buffer.alloc(0) });
    expect(traces[0]).toMatchObject({ contentType: 'protobuf' });
    expect(traces[0]?.spans.map((span) => span.name)).toEqual(['span 1', 'span 2']);
    expect(Buffer.from(traces[0]?.body ?? [])).toEqual(PROTO);
  });

  it('may be gzipped', async () => {
    const { send, traces } = await start({}, { gzip: true });
    expect((await send()).code).toBe(status.OK);
    expect(Buffer.from(traces[0]?.body ?? [])).toEqual(PROTO);
  });

  it('may hold nothing', async () => {
    const { send, traces } = await start();
    expect((await send(Buffer.alloc(0))).code).toBe(status.OK);
    expect(traces).toEqual([]);
  });

  it('may bring logs', async () => {
    const { client, logs, server } = await start();
    const body = encodeMessage('ExportLogsServiceRequest', {
      resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: { stringValue: 'hello' } }] }] }],
    });
    expect((await client.call(LOGS_METHOD, body)).code).toBe(status.OK);
    expect(logs).toMatchObject([{ logRecords: 1 }]);
    expect(server.counters.acceptedLogRecords).toBe(1);
  });

  it('is told how many spans were left out', async () => {
    const { send, server } = await start();
    const body = writeOtlpProto([spanDocument(1), spanDocument(2, { spanId: '' })]);
    const answer = await send(body);
    expect(decodeWithOracle('Response', answer.body)).toEqual({
      partialSuccess: {
        rejectedSpans: '1',
        errorMessage: 'spans with an invalid trace, span, parent or link id were left out',
      },
    });
    expect(server.counters).toMatchObject({ requests: 1, acceptedSpans: 1, rejectedSpans: 1 });
  });

  it('is acknowledged only when its spans have been taken', async () => {
    const taking = gate();
    const steps: string[] = [];
    const { send } = await start({
      onTraces: () => {
        steps.push('received');
        return taking.passed.then(() => void steps.push('taken'));
      },
    });
    const sent = send().then(() => void steps.push('acknowledged'));
    await expect.poll(() => steps).toEqual(['received']);
    taking.open();
    await sent;
    expect(steps).toEqual(['received', 'taken', 'acknowledged']);
  });
});

describe('a call is refused', () => {
  it('when its body is no OTLP', async () => {
    const { send, server } = await start();
    const answer = await send(Buffer.from([0x0a, 0x05, 0x01]));
    expect(answer).toMatchObject({ code: status.INVALID_ARGUMENT });
    expect(answer.details).toContain('malformed at byte');
    expect(server.counters).toMatchObject({ requests: 1, refusedRequests: 1 });
  });

  it('for metrics, which nothing here takes', async () => {
    const { client } = await start();
    const method = '/opentelemetry.proto.collector.metrics.v1.MetricsService/Export';
    expect((await client.call(method, Buffer.alloc(0))).code).toBe(status.UNIMPLEMENTED);
  });

  it('without the token, before its body is looked at', async () => {
    const { send, traces, server } = await start({ bearerToken: 'secret' });
    for (const headers of [{}, { authorization: 'Bearer wrong' }]) {
      expect(await send(Buffer.from([0xff]), headers)).toMatchObject({
        code: status.UNAUTHENTICATED,
        details: 'a valid bearer token is required',
      });
    }
    expect((await send(PROTO, { authorization: 'Bearer secret' })).code).toBe(status.OK);
    expect(traces).toHaveLength(1);
    expect(server.counters).toMatchObject({ requests: 3, refusedRequests: 2 });
  });

  it('when the receiver is busy, with the time to come back', async () => {
    const { send, server } = await start({
      onTraces: () => {
        throw new OtlpBusyError({ retryAfterSeconds: 7 });
      },
    });
    const answer = await send();
    expect(answer).toMatchObject({
      code: status.RESOURCE_EXHAUSTED,
      details: 'the receiver is busy, send this again later',
    });
    const [details] = answer.trailers.get('grpc-status-details-bin');
    const rpcStatus = decodeWithOracle('RpcStatus', Buffer.from(details ?? ''));
    expect(rpcStatus).toMatchObject({
      code: status.RESOURCE_EXHAUSTED,
      details: [{ typeUrl: 'type.googleapis.com/google.rpc.RetryInfo' }],
    });
    const [detail] = rpcStatus['details'] as { value: string }[];
    expect(decodeWithOracle('RetryInfo', Buffer.from(detail?.value ?? '', 'base64'))).toEqual({
      retryDelay: { seconds: '7' },
    });
    expect(server.counters.failedRequests).toBe(1);
  });

  it('without details when taking it fails', async () => {
    const errors: unknown[] = [];
    const failure = new Error('disk on fire');
    const { send } = await start({
      onTraces: () => Promise.reject(failure),
      onError: (error) => void errors.push(error),
    });
    expect(await send()).toMatchObject({ code: status.INTERNAL, details: 'internal error' });
    expect(errors).toEqual([failure]);
  });

  it('and answered also when the one who is told of errors throws', async () => {
    const { send } = await start({
      onTraces: () => Promise.reject(new Error('first')),
      onError: () => {
        throw new Error('second');
      },
    });
    expect(await send()).toMatchObject({ code: status.INTERNAL });
  });
});

describe('the limit of a body', () => {
  const finalRefusal = { code: status.RESOURCE_EXHAUSTED };

  it.each([
    [false, 'as sent'],
    [true, 'inflated'],
  ])('holds to the byte (gzip: %s, %s), and one over is final', async (gzip) => {
    const { send } = await start({ maxBodyBytes: 1000 }, { gzip });
    expect((await send(requestOfBytes(1000))).code).toBe(status.OK);
    const answer = await send(requestOfBytes(1001));
    expect(answer).toMatchObject(finalRefusal);
    expect(answer.trailers.get('grpc-status-details-bin')).toEqual([]);
  });

  it('is 64 MiB', { timeout: 30_000 }, async () => {
    const { send } = await start();
    expect((await send(requestOfBytes(64 * 1024 * 1024))).code).toBe(status.OK);
    expect(await send(requestOfBytes(64 * 1024 * 1024 + 1))).toMatchObject(finalRefusal);
  });
});

/** A `HealthCheckRequest`. */
function named(service: string): Buffer {
  return Buffer.from(`\n${String.fromCharCode(service.length)}${service}`);
}

describe('health', () => {
  it.each([
    ['the server', Buffer.alloc(0)],
    ['the trace service', named('opentelemetry.proto.collector.trace.v1.TraceService')],
    ['the logs service', named('opentelemetry.proto.collector.logs.v1.LogsService')],
  ])('of %s is SERVING, without a token', async (_, request) => {
    const { client } = await start({ bearerToken: 'secret' });
    expect(await client.call(HEALTH_CHECK, request)).toMatchObject({ code: 0, body: Buffer.from([8, 1]) });
  });

  it('of anything else is not known', async () => {
    const { client } = await start();
    expect((await client.call(HEALTH_CHECK, named('other'))).code).toBe(status.NOT_FOUND);
  });
});

describe('starting and closing', () => {
  it('rejects with one sentence when the port is in use', async () => {
    const { server } = await start();
    await expect(startOtlpGrpcServer({ onTraces: () => {}, port: server.port })).rejects.toMatchObject({
      name: 'OtlpServerError',
      code: 'port_in_use',
      message: `Cannot listen on 127.0.0.1:${server.port}: the port is in use, stop what uses it or choose another port.`,
    });
  });

  it('answers what is under way, and tells those who come later to come back', async () => {
    const taking = gate();
    let received = 0;
    const { server, send } = await start({
      onTraces: () => {
        received += 1;
        return taking.passed;
      },
    });
    const underWay = send();
    await expect.poll(() => received).toBe(1);
    const closed = server.close();
    expect((await send()).code).toBe(status.UNAVAILABLE);
    taking.open();
    expect((await underWay).code).toBe(status.OK);
    await closed;
  });
});

it.each(['none', 'gzip'] as const)(
  'takes spans from the stock exporter (compression %s)',
  async (compression) => {
    const { server, traces } = await start({ bearerToken: 'secret' });
    process.env['OTEL_EXPORTER_OTLP_HEADERS'] = 'authorization=Bearer%20secret';
    process.env['OTEL_EXPORTER_OTLP_COMPRESSION'] = compression;
    cleanups.push(() => {
      delete process.env['OTEL_EXPORTER_OTLP_HEADERS'];
      delete process.env['OTEL_EXPORTER_OTLP_COMPRESSION'];
    });
    const exporter = new OTLPTraceExporter({ url: server.url });
    const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
    provider.getTracer('test').startSpan('from the SDK').end();
    await provider.shutdown();
    expect(traces.flatMap(({ spans }) => spans.map((span) => span.name))).toEqual(['from the SDK']);
  },
);
