import { afterEach, describe, expect, it } from 'vitest';
import { startStatusServer } from './status-server.js';
import type { ServiceState, StatusServer } from './status-server.js';

let server: StatusServer | undefined;
afterEach(() => server?.close());

const asking = async (state: ServiceState) => {
  server = await startStatusServer(
    { host: '127.0.0.1', port: 0 },
    {
      state: () => state,
      metrics: () => [{ name: 'up', help: 'Up.', type: 'gauge', samples: [{ value: 1 }] }],
    },
  );
  const { port } = server;
  return async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return { status: response.status, body: await response.text() };
  };
};

describe('the status server', () => {
  it.each([
    ['starting', 503, 200],
    ['ready', 200, 200],
    ['stopping', 503, 200],
    ['failed', 503, 503],
  ] as const)(
    'says of a service that is %s whether it takes spans, and lives',
    async (state, status, alive) => {
      const ask = await asking(state);
      expect(await ask('/readyz')).toEqual({ status, body: `{"status":"${state}"}` });
      expect((await ask('/healthz')).status).toBe(alive);
    },
  );

  it('writes metrics', async () => {
    const ask = await asking('ready');
    expect((await ask('/metrics')).body).toContain('up 1\n');
  });

  it('knows no other path', async () => {
    const ask = await asking('ready');
    expect((await ask('/v1/traces')).status).toBe(404);
  });

  it('says when its port is in use', async () => {
    await asking('ready');
    const address = { host: '127.0.0.1', port: server?.port ?? 0 };
    const second = startStatusServer(address, { state: () => 'ready', metrics: () => [] });
    await expect(second).rejects.toThrow(/in use/);
  });
});
