import { createServer, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { readServerTls, type TlsServerOptions } from '../tls/tls-files.js';
import { createOtlpHttpHandler, type OtlpHttpHandlerOptions } from './otlp-http-handler.js';
import type { OtlpReceiverCounters } from './otlp-intake.js';
import { listenError } from './otlp-server-error.js';

export interface OtlpHttpServerOptions extends OtlpHttpHandlerOptions {
  /** Default `127.0.0.1`: only this machine may send. */
  readonly host?: string | undefined;
  /** Default 4318; 0 takes a free one. */
  readonly port?: number | undefined;
  /** Default: none, what is sent can be read on the way. */
  readonly tls?: TlsServerOptions | undefined;
}

export interface OtlpHttpServer {
  readonly host: string;
  readonly port: number;
  /** Such as `http://127.0.0.1:4318`. */
  readonly url: string;
  readonly counters: Readonly<OtlpReceiverCounters>;
  /** Stops taking connections and resolves when the requests that are under way have been answered. */
  close(): Promise<void>;
}

/** The Collector's limits: a minute for headers, a minute for an idle connection. */
const TIMEOUT_MS = 60_000;

/**
 * Starts an OTLP/HTTP receiver on a server of its own.
 *
 * @throws OtlpServerError when it cannot listen, such as `port_in_use`.
 * @throws ConfigurationError when the certificates cannot be used.
 * @example
 * const server = await startOtlpHttpServer({ port: 0, onTraces: ({ spans }) => console.log(spans.length) });
 * await server.close();
 */
export async function startOtlpHttpServer(options: OtlpHttpServerOptions): Promise<OtlpHttpServer> {
  const handler = createOtlpHttpHandler(options);
  const server = serverFor(options.tls);
  server.on('request', handler);
  const pending = new Set<ServerResponse>();
  server.on('request', (_, response) => {
    pending.add(response);
    response.once('close', () => pending.delete(response));
  });
  const { address, family, port } = await listen(server, options.host ?? '127.0.0.1', options.port ?? 4318);
  return {
    host: address,
    port,
    url: `${options.tls === undefined ? 'http' : 'https'}://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    counters: handler.counters,
    close: () => close(server, pending),
  };
}

function serverFor(tls: TlsServerOptions | undefined): Server {
  const timeouts = { keepAliveTimeout: TIMEOUT_MS, headersTimeout: TIMEOUT_MS, requestTimeout: TIMEOUT_MS };
  if (tls === undefined) return createServer(timeouts);
  const requestCert = tls.clientCaFile !== undefined;
  return createSecureServer({ ...timeouts, ...readServerTls(tls), requestCert, rejectUnauthorized: true });
}

function listen(server: Server, host: string, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, host, port)));
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      resolve(server.address() as AddressInfo);
    });
  });
}

/** A connection whose last request is answered while the server closes must not be kept alive for another. */
function close(server: Server, pending: ReadonlySet<ServerResponse>): Promise<void> {
  return new Promise((resolve) => {
    for (const response of pending) response.once('close', () => server.closeIdleConnections());
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
