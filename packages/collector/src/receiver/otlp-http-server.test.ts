import { connect } from 'node:net';
import { once } from 'node:events';
import { writeOtlpProto } from '@agent-attribution/otlp';
import { describe, expect, it } from 'vitest';
import { gate } from '../../../../test/helpers/gate.js';
import { spanDocument } from '../../../../test/helpers/span-documents.js';
import { startOtlpHttpServer } from './otlp-http-server.js';
import { OtlpServerError } from './otlp-server-error.js';

const quiet = { onTraces: () => {} };

describe('startOtlpHttpServer', () => {
  it('says where it listens', async () => {
    const server = await startOtlpHttpServer({ ...quiet, port: 0 });
    expect(server.host).toBe('127.0.0.1');
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
    await server.close();
    await expect(fetch(server.url)).rejects.toThrow('fetch failed');
  });

  it('rejects with one sentence when the port is in use', async () => {
    const first = await startOtlpHttpServer({ ...quiet, port: 0 });
    const error: unknown = await startOtlpHttpServer({ ...quiet, port: first.port }).catch(
      (reason: unknown) => reason,
    );
    await first.close();
    expect(error).toBeInstanceOf(OtlpServerError);
    expect(error).toMatchObject({
      code: 'port_in_use',
      message: `Cannot listen on 127.0.0.1:${first.port}: the port is in use, stop what uses it or choose another port.`,
    });
  });

  it('rejects when the machine has no such address', async () => {
    const error = await startOtlpHttpServer({ ...quiet, host: '192.0.2.1', port: 0 }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: 'address_unavailable' });
  });

  it('answers what is under way before it closes, and then keeps no connection', async () => {
    const taking = gate();
    const server = await startOtlpHttpServer({ port: 0, onTraces: () => taking.passed });
    const body = Buffer.from(writeOtlpProto([spanDocument(1)]));
    const socket = connect(server.port, server.host);
    socket.write(
      `POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\nContent-Length: ${body.length}\r\n\r\n`,
    );
    socket.write(body);
    await expect.poll(() => server.counters.requests).toBe(1);
    const closed = server.close();
    taking.open();
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 200 /);
    await closed;
  });
});
