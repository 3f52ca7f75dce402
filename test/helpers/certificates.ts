import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** PEM files in a temporary folder: an authority, what it has signed, and a stranger's. */
export interface Certificates {
  readonly folder: string;
  readonly caFile: string;
  /** For 127.0.0.1 and localhost. */
  readonly server: KeyPair;
  readonly client: KeyPair;
  /** Signed by an authority that nobody trusts. */
  readonly stranger: KeyPair;
  remove(): void;
}

interface KeyPair {
  readonly certFile: string;
  readonly keyFile: string;
}

export function makeCertificates(): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'certificates-'));
  writeFileSync(join(folder, 'san'), 'subjectAltName=IP:127.0.0.1,DNS:localhost');
  const pair = (name: string): KeyPair => ({
    certFile: join(folder, `${name}.pem`),
    keyFile: join(folder, `${name}.key`),
  });
  const authority = (name: string): void => {
    openssl(folder, `req -x509 -days 2 ${newKey(name)} -out ${name}.pem`);
  };
  const sign = (name: string, by: string): KeyPair => {
    openssl(folder, `req ${newKey(name)} -out ${name}.csr`);
    const authorityFiles = `-CA ${by}.pem -CAkey ${by}.key -CAcreateserial`;
    openssl(folder, `x509 -req -days 2 -in ${name}.csr -out ${name}.pem ${authorityFiles} -extfile san`);
    return pair(name);
  };
  authority('ca');
  authority('other-ca');
  return {
    folder,
    caFile: pair('ca').certFile,
    server: sign('server', 'ca'),
    client: sign('client', 'ca'),
    stranger: sign('stranger', 'other-ca'),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

function newKey(name: string): string {
  return `-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout ${name}.key -subj /CN=${name}`;
}

function openssl(folder: string, command: string): void {
  execFileSync('openssl', command.split(' '), { cwd: folder, stdio: 'pipe' });
}
