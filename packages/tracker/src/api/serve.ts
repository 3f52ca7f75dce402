import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { TrackerError } from '../tracker-error.js';
import { isLoopback } from './access.js';
import type { TrackerAppOptions } from './tracker-app.js';
import { createTrackerApp } from './tracker-app.js';

export interface ServeOptions extends TrackerAppOptions {
  /** Address to listen on. Default `127.0.0.1`: this machine only. */
  readonly host?: string;
  /** Port to listen on; 0 takes any free one. Default 4319. */
  readonly port?: number;
  /** Listen where others can reach it without asking for a token. Default false. */
  readonly allowUnauthenticated?: boolean;
}

export interface TrackerServer {
  readonly port: number;
  /** Address for a browser. */
  readonly url: string;
  /** Stops listening and ends open connections. The store stays open: it is whoever opened it who closes it. */
  close(): Promise<void>;
}

/**
 * Serves the tracker over HTTP.
 *
 * @throws {TrackerError} when the port is in use, or others could reach it and there is no token.
 *
 * @example
 * const server = await serveTracker({ store, version: '1.0.0' });
 * console.log(server.url); // http://127.0.0.1:4319
 */
export async function serveTracker(options: ServeOptions): Promise<TrackerServer> {
  const { host = '127.0.0.1', port = 4319, tokens = [], allowUnauthenticated = false } = options;
  if (!isLoopback(host) && tokens.length === 0 && !allowUnauthenticated) {
    throw new TrackerError(
      'insecure_host',
      `Others could read every run at ${host}: set a token, listen on 127.0.0.1, or allow unauthenticated access.`,
    );
  }
  const app = createTrackerApp({ ...options, host });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  const bound = await listen(server, host, port);
  return {
    port: bound,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port)));
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): TrackerError {
  return error.code === 'EADDRINUSE'
    ? new TrackerError(
        'port_in_use',
        `Port ${port} of ${host} is in use: stop the program that uses it, or choose another port.`,
        { cause: error },
      )
    : new TrackerError(
        'cannot_listen',
        `The tracker cannot listen on ${host}:${port} (${error.code ?? error.message}): choose another address or port.`,
        { cause: error },
      );
}
