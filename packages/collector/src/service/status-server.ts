import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PROMETHEUS_TYPE, renderMetrics } from '@agent-attribution/core';
import type { Metric } from '@agent-attribution/core';
import type { ListenAddress } from '../config/fields.js';
import { listenError } from '../receiver/otlp-server-error.js';

/** `starting`: what was in flight is being read back. `stopping`: it is being delivered. `failed`: start it again. */
export type ServiceState = 'starting' | 'ready' | 'stopping' | 'failed';

export interface StatusSource {
  readonly state: () => ServiceState;
  readonly metrics: () => readonly Metric[];
}

export interface StatusServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Answers `/healthz` (the process lives; 503 when it has to be started again), `/readyz` (it takes spans; 503 when not) and `/metrics` (for Prometheus).
 *
 * @throws OtlpServerError when it cannot listen.
 */
export async function startStatusServer(address: ListenAddress, source: StatusSource): Promise<StatusServer> {
  const server = createServer(answer(source));
  const { port } = await listen(server, address);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const answer =
  ({ state, metrics }: StatusSource): RequestListener =>
  (request, response) => {
    const path = request.url?.split('?', 1)[0] ?? '';
    const reply = (status: number, type: string, body: string): void => {
      response.writeHead(status, { 'Content-Type': type }).end(request.method === 'HEAD' ? undefined : body);
    };
    if (path === '/metrics') return reply(200, PROMETHEUS_TYPE, renderMetrics(metrics()));
    const current = state();
    const body = JSON.stringify({ status: current });
    if (path === '/healthz' || path === '/') {
      return reply(current === 'failed' ? 503 : 200, 'application/json', body);
    }
    if (path === '/readyz') return reply(current === 'ready' ? 200 : 503, 'application/json', body);
    return reply(404, 'text/plain', 'not found; there are /healthz, /readyz and /metrics\n');
  };

function listen(server: Server, { host, port }: ListenAddress): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, host, port)));
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      resolve(server.address() as AddressInfo);
    });
  });
}
