import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import { credentials } from '@grpc/grpc-js';
import { writeOtlpProto } from '@agent-attribution/otlp';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { makeCertificates } from '../../../../test/helpers/certificates.js';
import { GrpcClient, TRACES_METHOD } from '../../../../test/helpers/grpc-client.js';
import { spanDocument } from '../../../../test/helpers/span-documents.js';
import type { TlsServerOptions } from '../tls/tls-files.js';
import { startOtlpGrpcServer } from './grpc/otlp-grpc-server.js';
import { startOtlpHttpServer } from './otlp-http-server.js';

const BODY = Buffer.from(writeOtlpProto([spanDocument(1)]));
const certificates = makeCertificates();
afterAll(() => certificates.remove());

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

/** What a sender shows and trusts. */
function sender(pair?: { readonly certFile: string; readonly keyFile: string }): SecureContextOptions {
  return {
    ca: readFileSync(certificates.caFile),
    ...(pair && { cert: readFileSync(pair.certFile), key: readFileSync(pair.keyFile) }),
  };
}

type Send = (as: SecureContextOptions) => Promise<'taken' | 'refused'>;

async function startHttp(tls: TlsServerOptions): Promise<Send> {
  const server = await startOtlpHttpServer({ port: 0, onTraces: () => {}, tls });
  closers.push(() => server.close());
  expect(server.url).toMatch(/^https:/);
  return (as) =>
    new Promise((resolve) => {
      const headers = { 'Content-Type': 'application/x-protobuf' };
      request(`${server.url}/v1/traces`, { ...as, agent: false, method: 'POST', headers })
        .on('response', (response) => resolve(response.resume().statusCode === 200 ? 'taken' : 'refused'))
        .on('error', () => resolve('refused'))
        .end(BODY);
    });
}

async function startGrpc(tls: TlsServerOptions): Promise<Send> {
  const server = await startOtlpGrpcServer({ port: 0, onTraces: () => {}, tls });
  closers.push(() => server.close());
  expect(server.url).toMatch(/^https:/);
  return async (as) => {
    const secure = credentials.createFromSecureContext(createSecureContext(as));
    const client = new GrpcClient(`localhost:${server.port}`, { secure });
    const { code } = await client.call(TRACES_METHOD, BODY);
    client.close();
    return code === 0 ? 'taken' : 'refused';
  };
}

describe.each([
  ['HTTP', startHttp],
  ['gRPC', startGrpc],
])('TLS over %s', (_, start) => {
  it('takes from whoever trusts the certificate', async () => {
    const send = await start(certificates.server);
    expect(await send(sender())).toBe('taken');
    expect(await send({})).toBe('refused');
  });

  it('takes only from those with a certificate of the named authority', async () => {
    const send = await start({ ...certificates.server, clientCaFile: certificates.caFile });
    expect(await send(sender(certificates.client))).toBe('taken');
    expect(await send(sender())).toBe('refused');
    expect(await send(sender(certificates.stranger))).toBe('refused');
  });

  it('refuses a TLS version below the least', async () => {
    const send = await start({ ...certificates.server, minVersion: 'TLSv1.3' });
    expect(await send({ ...sender(), maxVersion: 'TLSv1.2' })).toBe('refused');
    expect(await send(sender())).toBe('taken');
  });

  it('does not start without its files', async () => {
    await expect(start({ ...certificates.server, keyFile: '/nowhere' })).rejects.toThrow(
      'tls.keyFile must be a file that can be read, but is /nowhere (ENOENT)',
    );
  });
});
