import { readFileSync } from 'node:fs';
import { createSecureContext, type SecureContextOptions, type SecureVersion } from 'node:tls';
import { ConfigurationError } from '@agent-attribution/core';

/** How a receiver proves who it is, and asks its senders to. All files are PEM and are read once, at the start. */
export interface TlsServerOptions {
  /** The certificate, with the chain up to what senders trust. */
  readonly certFile: string;
  readonly keyFile: string;
  /** Senders must show a certificate that one of these has signed. Default: none is asked for. */
  readonly clientCaFile?: string | undefined;
  /** Default `TLSv1.2`. */
  readonly minVersion?: TlsVersion | undefined;
}

/** How an exporter knows its destination, and proves who it is. */
export interface TlsClientOptions {
  /** Who may have signed the destination's certificate. Default: those that Node trusts. */
  readonly caFile?: string | undefined;
  /** The certificate to show; needs `keyFile`. */
  readonly certFile?: string | undefined;
  readonly keyFile?: string | undefined;
  /** Default `TLSv1.2`. */
  readonly minVersion?: TlsVersion | undefined;
}

export type TlsVersion = Extract<SecureVersion, 'TLSv1.2' | 'TLSv1.3'>;

/** @throws ConfigurationError that names the file, or what is wrong with what is in it. */
export function readServerTls(options: TlsServerOptions): SecureContextOptions {
  return checked({
    cert: readPem('tls.certFile', options.certFile),
    key: readPem('tls.keyFile', options.keyFile),
    ...optionalPem('ca', 'tls.clientCaFile', options.clientCaFile),
    minVersion: options.minVersion ?? 'TLSv1.2',
  });
}

/** @throws ConfigurationError that names the file, or what is wrong with what is in it. */
export function readClientTls(options: TlsClientOptions): SecureContextOptions {
  if ((options.certFile === undefined) !== (options.keyFile === undefined)) {
    const missing = options.certFile === undefined ? 'tls.certFile' : 'tls.keyFile';
    throw new ConfigurationError(missing, 'given when its counterpart is', undefined);
  }
  return checked({
    ...optionalPem('ca', 'tls.caFile', options.caFile),
    ...optionalPem('cert', 'tls.certFile', options.certFile),
    ...optionalPem('key', 'tls.keyFile', options.keyFile),
    minVersion: options.minVersion ?? 'TLSv1.2',
  });
}

function optionalPem(
  name: 'ca' | 'cert' | 'key',
  setting: string,
  file: string | undefined,
): SecureContextOptions {
  return file === undefined ? {} : { [name]: readPem(setting, file) };
}

function readPem(setting: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new ConfigurationError(setting, 'a file that can be read', `${file} (${reasonOf(error)})`);
  }
}

function checked(options: SecureContextOptions): SecureContextOptions {
  try {
    createSecureContext(options);
  } catch (error) {
    throw new ConfigurationError(
      'tls',
      'certificates and their keys in PEM form',
      `not (${reasonOf(error)})`,
    );
  }
  return options;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? String(error.code) : error.message;
}
