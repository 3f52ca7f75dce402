import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TestTracker } from '../testing/api.js';
import { openTestTracker } from '../testing/api.js';
import { isLoopback } from './access.js';
import type { AccessToken } from './access-tokens.js';
import type { ServeOptions } from './serve.js';
import { serveTracker } from './serve.js';

let tracker: TestTracker;
beforeEach(async () => {
  tracker = await openTestTracker();
});
afterEach(() => tracker.close());

const tokens: readonly AccessToken[] = [{ token: 't', scopes: ['read', 'write'] }];

const serve = (options: Partial<ServeOptions>) =>
  serveTracker({ store: tracker.store, version: '1', port: 0, ...options });

it('answers at its address until it is closed', async () => {
  const server = await serve({});
  expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  await server.close();
  await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
});

it('says in one sentence that the port is in use', async () => {
  const server = await serve({});
  await expect(serve({ port: server.port })).rejects.toMatchObject({
    code: 'port_in_use',
    message: `Port ${server.port} of 127.0.0.1 is in use: stop the program that uses it, or choose another port.`,
  });
  await server.close();
});

it('says that an address is not one of this machine', async () => {
  await expect(serve({ host: '192.0.2.1', tokens })).rejects.toMatchObject({ code: 'cannot_listen' });
});

it('does not show runs to others unless told to, or asked for a token', async () => {
  await expect(serve({ host: '0.0.0.0' })).rejects.toMatchObject({ code: 'insecure_host' });
  for (const options of [{ tokens }, { allowUnauthenticated: true }]) {
    const server = await serve({ host: '0.0.0.0', ...options });
    await server.close();
  }
});

it.each([
  ['127.0.0.1', true],
  ['127.8.9.10', true],
  ['localhost', true],
  ['::1', true],
  ['0.0.0.0', false],
  ['::', false],
  ['10.0.0.1', false],
  ['127.0.0.1.example', false],
])('takes %s for this machine: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});
