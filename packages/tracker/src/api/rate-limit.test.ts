import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestTracker } from '../testing/api.js';
import { NOW_MS, openTestTracker } from '../testing/api.js';
import { serveTracker } from './serve.js';
import type { TrackerAppOptions } from './tracker-app.js';

let tracker: TestTracker;
let nowMs: number;
beforeEach(async () => {
  tracker = await openTestTracker();
  nowMs = NOW_MS;
});
afterEach(() => tracker.close());

const limited = (options: Partial<TrackerAppOptions> = {}) =>
  tracker.appWith({ rateLimit: { requestsPerSecond: 0.5, burst: 2 }, now: () => nowMs, ...options });

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

describe('a client that asks for too much', () => {
  it('is told when to come back, and may then', async () => {
    const app = limited();
    await app.request('/api/stats');
    expect((await app.request('/api/stats')).status).toBe(200);
    const refused = await app.request('/api/stats');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('2');
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect(await refused.json()).toMatchObject({
      title: 'Too many requests',
      detail: 'Too many requests: come back in 2 s.',
    });
    nowMs += 2000;
    expect((await app.request('/api/stats')).status).toBe(200);
  });

  it('knows at each answer where it stands', async () => {
    const { headers } = await limited().request('/api/stats');
    expect(headers.get('ratelimit-policy')).toBe('"default";q=2;w=4');
    expect(headers.get('ratelimit')).toBe('"default";r=1;t=0');
  });

  it('is still told that it lives', async () => {
    const app = limited();
    for (let n = 0; n < 3; n++) expect((await app.request('/healthz')).status).toBe(200);
  });
});

it('tells clients apart by their tokens, and who guesses by the address', async () => {
  const app = limited({
    tokens: [
      { token: 'a', scopes: ['read'] },
      { token: 'b', scopes: ['read'] },
    ],
  });
  const statuses = async (token: string) => {
    const answers = [];
    for (let n = 0; n < 3; n++) answers.push((await app.request('/api/stats', bearer(token))).status);
    return answers;
  };
  expect(await statuses('a')).toEqual([200, 200, 429]);
  expect(await statuses('b')).toEqual([200, 200, 429]);
  expect(await statuses('guess 1')).toEqual([401, 401, 429]);
  expect(await statuses('guess 2')).toEqual([429, 429, 429]);
});

it('counts a client of a server by its address', async () => {
  const server = await serveTracker({
    store: tracker.store,
    version: '1',
    port: 0,
    rateLimit: { requestsPerSecond: 0.001, burst: 1 },
  });
  const statuses = [];
  for (let n = 0; n < 2; n++) statuses.push((await fetch(`${server.url}/api/stats`)).status);
  await server.close();
  expect(statuses).toEqual([200, 429]);
});
