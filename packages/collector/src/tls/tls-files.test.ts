import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeCertificates } from '../../../../test/helpers/certificates.js';
import { readClientTls, readServerTls } from './tls-files.js';

const certificates = makeCertificates();
const { server, client, caFile, folder } = certificates;
afterAll(() => certificates.remove());

describe('certificate files', () => {
  it('are read for a receiver, with TLS 1.2 as the least', () => {
    const context = readServerTls({ ...server, clientCaFile: caFile });
    expect(Object.keys(context)).toEqual(['cert', 'key', 'ca', 'minVersion']);
    expect(context.minVersion).toBe('TLSv1.2');
  });

  it('are all optional for an exporter', () => {
    expect(readClientTls({})).toEqual({ minVersion: 'TLSv1.2' });
  });

  it('that are missing are named in one sentence', () => {
    const certFile = join(folder, 'nowhere.pem');
    expect(() => readServerTls({ ...server, certFile })).toThrow(
      `tls.certFile must be a file that can be read, but is ${certFile} (ENOENT)`,
    );
    expect(() => readServerTls({ ...server, clientCaFile: folder })).toThrow(
      `tls.clientCaFile must be a file that can be read, but is ${folder} (EISDIR)`,
    );
  });

  it('that hold no certificate are refused', () => {
    const certFile = join(folder, 'empty.pem');
    writeFileSync(certFile, 'not PEM');
    expect(() => readServerTls({ ...server, certFile })).toThrow(
      /^tls must be certificates and their keys in PEM form, but is not \(/,
    );
  });

  it('whose key belongs to another certificate are refused', () => {
    expect(() => readServerTls({ ...server, keyFile: client.keyFile })).toThrow(/KEY_VALUES_MISMATCH/);
  });

  it('of an exporter come in pairs', () => {
    expect(() => readClientTls({ certFile: client.certFile })).toThrow(
      'tls.keyFile must be given when its counterpart is, but is undefined',
    );
  });
});
