import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { writeOtlpJson, writeOtlpProto } from '@agent-attribution/otlp';
import { afterEach, describe, expect, it } from 'vitest';
import { decodeWithOracle } from '../../../../test/helpers/otlp-oracle.js';
import { gate } from '../../../../test/helpers/gate.js';
import { spanDocument } from '../../../../test/helpers/span-documents.js';
import { OtlpBusyError } from './otlp-busy-error.js';
import type { OtlpHttpHandlerOptions } from './otlp-http-handler.js';
import type { ReceivedLogs } from './otlp-intake.js';
import { type OtlpHttpServer, startOtlpHttpServer } from './otlp-http-server.js';
import type { ReceivedTraces } from './received-traces.js';

const SPANS = [spanDocument(1), spanDocument(2)];
const PROTO = Buffer.from(writeOtlpProto(SPANS));
const JSON_TEXT = JSON.stringify(writeOtlpJson(SPANS));
const PROTOBUF = 'application/x-protobuf';
const JSON_TYPE = 'application/json';

const servers: OtlpHttpServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

type Sending = Omit<RequestInit, 'headers'> & {
  path?: string;
  /** The Content-Type; empty for none. */
  type?: string;
  headers?: Record<string, string>;
};

/** A receiver on a free port, what it has received, and a way to send to it. */
async function start(options: Partial<OtlpHttpHandlerOptions> = {}) {
  const traces: ReceivedTraces[] = [];
  const logs: ReceivedLogs[] = [];
  const server = await startOtlpHttpServer({
    port: 0,
    onTraces: (request) => void traces.push(request),
    onLogs: (request) => void logs.push(request),
    ...options,
  });
  servers.push(server);
  const send = (init: Sending = {}) => {
    const { path = '/v1/traces', type = PROTOBUF, headers, ...rest } = init;
    return fetch(`${server.url}${path}`, {
      method: 'POST',
      body: PROTO,
      ...rest,
      headers: { ...(type === '' ? {} : { 'Content-Type': type }), ...headers },
    });
  };
  return { server, traces, logs, send };
}

/** Sends text over a bare connection and returns all that comes back before it is closed. */
async function exchange(server: OtlpHttpServer, ...parts: readonly (string | Uint8Array)[]): Promise<string> {
  const socket = connect(server.port, server.host);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  for (const part of parts) socket.write(part);
  await once(socket, 'close');
  return Buffer.concat(chunks).toString('latin1');
}

/** A part of a body of unknown length, as HTTP frames it. */
function chunk(part: Uint8Array): (string | Uint8Array)[] {
  return [`${part.length.toString(16)}\r\n`, part, '\r\n'];
}

const HEAD = `POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Type: ${PROTOBUF}\r\n`;

async function statusOf(response: Response) {
  return decodeWithOracle('RpcStatus', new Uint8Array(await response.arrayBuffer()));
}

describe('a good request', () => {
  it('of protobuf is answered with empty protobuf', async () => {
    const { send, traces } = await start();
    const response = await send();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(PROTOBUF);
    expect((await response.arrayBuffer()).byteLength).toBe(0);
    expect(traces[0]?.spans.map((span) => span.name)).toEqual(['span 1', 'span 2']);
    expect(Buffer.from(traces[0]?.body ?? [])).toEqual(PROTO);
  });

  it('of JSON is answered with JSON and handed on as protobuf', async () => {
    const { send, traces } = await start();
    const response = await send({ type: 'Application/JSON; charset=UTF-8', body: JSON_TEXT });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(JSON_TYPE);
    expect(await response.json()).toEqual({});
    expect(traces[0]).toMatchObject({ contentType: 'json' });
    expect(Buffer.from(traces[0]?.body ?? [])).toEqual(PROTO);
  });

  it('may be gzipped', async () => {
    const { send, traces } = await start();
    await send({ body: gzipSync(PROTO), headers: { 'Content-Encoding': 'gzip' } });
    expect(traces[0]?.spans).toHaveLength(2);
  });

  it('may come in chunks, without a length', async () => {
    const { server, traces } = await start();
    const answer = await exchange(
      server,
      `${HEAD}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n`,
      ...chunk(PROTO.subarray(0, 7)),
      ...chunk(PROTO.subarray(7)),
      '0\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(traces[0]?.spans).toHaveLength(2);
  });

  it.each([
    ['no bytes of protobuf', PROTOBUF, ''],
    ['no bytes of JSON', JSON_TYPE, ''],
    ['no resource spans', JSON_TYPE, '{}'],
  ])('may hold nothing: %s', async (_, type, body) => {
    const { send, traces } = await start();
    expect((await send({ type, body })).status).toBe(200);
    expect(traces).toEqual([]);
  });

  it('leaves the connection open for the next', async () => {
    const { server, traces } = await start();
    const request = Buffer.concat([Buffer.from(`${HEAD}Content-Length: ${PROTO.length}\r\n\r\n`), PROTO]);
    const last = Buffer.from('GET /v1/traces HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    const answer = await exchange(server, request, request, last);
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200', 'HTTP/1.1 405']);
    expect(traces).toHaveLength(2);
  });

  it('is acknowledged only when its spans have been taken', async () => {
    const taking = gate();
    const steps: string[] = [];
    const onTraces = () => {
      steps.push('received');
      return taking.passed.then(() => void steps.push('taken'));
    };
    const { send } = await start({ onTraces });
    const answered = send().then(() => steps.push('answered'));
    await expect.poll(() => steps).toEqual(['received']);
    taking.open();
    await answered;
    expect(steps).toEqual(['received', 'taken', 'answered']);
  });
});

describe('spans with invalid ids', () => {
  const some = writeOtlpJson([spanDocument(1), spanDocument(2, { spanId: '00' })]);

  it('are left out and counted in a partial success', async () => {
    const { send, traces, server } = await start();
    const response = await send({ type: JSON_TYPE, body: JSON.stringify(some) });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ partialSuccess: { rejectedSpans: '1' } });
    expect(traces[0]?.spans).toHaveLength(1);
    expect(server.counters).toMatchObject({ acceptedSpans: 1, rejectedSpans: 1 });
  });

  it('are counted in protobuf as well, and nobody is bothered when there are no others', async () => {
    const { send, traces } = await start();
    const response = await send({ body: Buffer.from(writeOtlpProto([spanDocument(1, { traceId: '' })])) });
    expect(decodeWithOracle('Response', new Uint8Array(await response.arrayBuffer()))).toMatchObject({
      partialSuccess: { rejectedSpans: '1' },
    });
    expect(traces).toEqual([]);
  });
});

describe('a bad request', () => {
  it.each([
    ['protobuf', PROTOBUF, PROTO.subarray(0, 20), /malformed at byte 0/],
    ['JSON', JSON_TYPE, '{"resourceSpans":', /line 1, column 18: the JSON text ends too early/],
    ['values in JSON', JSON_TYPE, '{"resourceSpans":1}', /resourceSpans: an array is expected/],
  ])('of broken %s gets 400 and a Status in its own encoding', async (_, type, body, message) => {
    const { send, traces } = await start();
    const response = await send({ type, body });
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe(type);
    const status = type === JSON_TYPE ? await response.json() : await statusOf(response);
    expect(status).toEqual({ code: 3, message: expect.stringMatching(message) });
    expect(traces).toEqual([]);
  });

  it.each([
    ['broken gzip', 'gzip', 'the body is not valid gzip'],
    ['an unsupported encoding', 'zstd', 'the Content-Encoding is not supported; use gzip or identity'],
  ])('of %s gets 400 and a Status', async (_, encoding, message) => {
    const { send } = await start();
    const response = await send({ headers: { 'Content-Encoding': encoding } });
    expect(response.status).toBe(400);
    expect(await statusOf(response)).toEqual({ code: 3, message });
  });

  it.each([
    ['another method', { method: 'GET', body: null }, 405],
    ['another method with a body', { method: 'PUT' }, 405],
    ['a preflight where no origin is allowed', { method: 'OPTIONS', body: null }, 405],
    ['another content type', { type: 'application/xml' }, 415],
    ['no content type', { type: '' }, 415],
    ['another path', { path: '/v1/metrics' }, 404],
  ])('with %s is answered in plain text', async (_, init, status) => {
    const { send } = await start();
    const response = await send(init);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(response.headers.get('allow')).toBe(status === 405 ? 'POST' : null);
  });

  it('whose sender goes away is dropped without an answer or an error', async () => {
    const errors: unknown[] = [];
    const { server, send } = await start({ onError: (error) => errors.push(error) });
    const socket = connect(server.port, server.host);
    socket.write(`${HEAD}Content-Length: 100\r\n\r\nabc`);
    await expect.poll(() => server.counters.requests).toBe(1);
    socket.destroy();
    await once(socket, 'close');
    expect((await send()).status).toBe(200);
    expect(errors).toEqual([]);
    expect(server.counters).toMatchObject({ requests: 2, refusedRequests: 0, failedRequests: 0 });
  });
});

describe('the limit of a body', () => {
  it('lets the last byte in and refuses one more', async () => {
    const exact = await start({ maxBodyBytes: PROTO.length });
    expect((await exact.send()).status).toBe(200);
    const { send } = await start({ maxBodyBytes: PROTO.length - 1 });
    const response = await send();
    expect(response.status).toBe(413);
    expect(await statusOf(response)).toMatchObject({ code: 8 });
  });

  it('holds for what gzip holds', async () => {
    const bomb = gzipSync(Buffer.alloc(1_000_000));
    const { send } = await start({ maxBodyBytes: 100_000 });
    expect((await send({ body: bomb, headers: { 'Content-Encoding': 'gzip' } })).status).toBe(413);
  });

  it('is found in chunks as they come, without waiting for the end', async () => {
    const { server, traces } = await start({ maxBodyBytes: 10 });
    const answer = await exchange(
      server,
      `${HEAD}Transfer-Encoding: chunked\r\n\r\n`,
      `b\r\n${'x'.repeat(11)}\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toMatch(/\r\nConnection: close\r\n/);
    expect(traces).toEqual([]);
  });

  it('is found in a length that is announced, before the body comes', async () => {
    const { server } = await start({ maxBodyBytes: 10 });
    expect(await exchange(server, `${HEAD}Content-Length: 11\r\n\r\n`)).toMatch(/^HTTP\/1\.1 413 /);
  });
});

describe('when the spans cannot be taken', () => {
  it('a busy receiver tells the sender when to come back', async () => {
    const { send, server } = await start({
      onTraces: () => Promise.reject(new OtlpBusyError({ retryAfterSeconds: 2.5 })),
    });
    const response = await send();
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('3');
    expect(await statusOf(response)).toMatchObject({ code: 14 });
    expect(server.counters).toMatchObject({ failedRequests: 1, acceptedSpans: 0 });
  });

  it('an error is kept from the sender and told to the host', async () => {
    const errors: unknown[] = [];
    const failure = new Error('password of the database');
    const onTraces = () => {
      throw failure;
    };
    const { send } = await start({ onTraces, onError: (error) => errors.push(error) });
    const response = await send({ type: JSON_TYPE, body: JSON_TEXT });
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ code: 13, message: 'internal error' });
    expect(errors).toEqual([failure]);
  });
});

function fail(): never {
  throw new Error('again');
}

it('lives on when the host fails at hearing of an error', async () => {
  const { send } = await start({ onTraces: fail, onError: fail });
  await expect(send()).rejects.toThrow('fetch failed');
  expect((await send({ body: '' })).status).toBe(200);
});

describe('a bearer token', () => {
  it('lets its bearer in and nobody else', async () => {
    const { send } = await start({ bearerToken: 'secret' });
    expect((await send({ headers: { Authorization: 'Bearer secret' } })).status).toBe(200);
    const refused = await send({ headers: { Authorization: 'Bearer Secret' } });
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toBe('Bearer');
    expect(await statusOf(refused)).toMatchObject({ code: 16 });
  });
});

function preflight(origin: string) {
  return {
    method: 'OPTIONS',
    type: '',
    body: null,
    headers: {
      Origin: origin,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'content-type,x-team',
    },
  };
}

describe('a page in a browser', () => {
  it('of an allowed origin may ask, send and read the answer', async () => {
    const { send, server } = await start({ allowedOrigins: ['https://app.example'], bearerToken: 'secret' });
    const asked = await send(preflight('https://app.example'));
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe('https://app.example');
    expect(asked.headers.get('access-control-allow-headers')).toBe('content-type,x-team');
    const headers = { Origin: 'https://app.example', Authorization: 'Bearer secret' };
    const sent = await send({ headers });
    expect(sent.headers.get('access-control-allow-origin')).toBe('https://app.example');
    expect(server.counters.requests).toBe(1);
  });

  it('of another origin gets no permission', async () => {
    const { send } = await start({ allowedOrigins: ['https://app.example'] });
    const asked = await send(preflight('https://evil.example'));
    expect(asked.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('of any origin may send where all are allowed', async () => {
    const { send } = await start({ allowedOrigins: ['*'] });
    const asked = await send(preflight('https://any.example'));
    expect(asked.headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('logs', () => {
  const LOGS = '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"x"}},{}]}]}]}';
  const init = { path: '/v1/logs', type: JSON_TYPE, body: LOGS };

  it('are handed on and counted', async () => {
    const { send, logs, server } = await start();
    expect(await (await send(init)).json()).toEqual({});
    expect(logs.map(({ logRecords }) => logRecords)).toEqual([2]);
    expect(server.counters).toMatchObject({ acceptedLogRecords: 2, acceptedSpans: 0 });
  });

  it('are counted also where nobody takes them', async () => {
    const { send, server } = await start({ onLogs: undefined });
    expect((await send(init)).status).toBe(200);
    expect(server.counters.acceptedLogRecords).toBe(2);
  });

  it('are refused when they are broken', async () => {
    const { send } = await start();
    expect((await send({ ...init, body: '{"resourceLogs":[1]}' })).status).toBe(400);
  });
});
