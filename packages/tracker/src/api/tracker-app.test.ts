import type { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestTracker } from '../testing/api.js';
import { openTestTracker } from '../testing/api.js';
import type { AccessToken } from './access-tokens.js';
import { createTrackerApp } from './tracker-app.js';

let tracker: TestTracker;
beforeEach(async () => {
  tracker = await openTestTracker();
});
afterEach(() => tracker.close());

const statusOf = async (app: Hono, path: string, headers: Record<string, string> = {}) =>
  (await app.request(path, { headers })).status;

const basic = (password: string) => `Basic ${Buffer.from(`me:${password}`).toString('base64')}`;

const tokens: readonly AccessToken[] = [{ token: 's3cret', scopes: ['read', 'write'] }];

const fail = () => Promise.reject(new Error('secret /var/lib/tracker'));

describe('the Host header', () => {
  it.each(['localhost', 'localhost:4319', '127.0.0.1:4319', '[::1]:4319', 'LOCALHOST:80'])(
    'may be %s',
    async (host) => {
      expect(await statusOf(tracker.app, '/api/stats', { host })).toBe(200);
    },
  );

  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '10.0.0.7:4319',
    'tracker.local',
  ])('may not be %s', async (host) => {
    for (const path of ['/api/stats', '/', '/nothing', '/openapi.json'])
      expect(await statusOf(tracker.app, path, { host })).toBe(403);
  });

  it('may be the address that is listened on, and names that are allowed', async () => {
    const app = tracker.appWith({ host: '10.0.0.7', allowedHosts: ['Tracker.local'] });
    expect(await statusOf(app, '/api/stats', { host: '10.0.0.7:4319' })).toBe(200);
    expect(await statusOf(app, '/api/stats', { host: 'tracker.local' })).toBe(200);
    expect(await statusOf(app, '/api/stats', { host: '10.0.0.8' })).toBe(403);
  });

  it('may be any address, but no name, when all addresses are listened on', async () => {
    const app = tracker.appWith({ host: '0.0.0.0' });
    expect(await statusOf(app, '/api/stats', { host: '10.0.0.8:4319' })).toBe(200);
    expect(await statusOf(app, '/api/stats', { host: 'evil.example' })).toBe(403);
  });

  it('does not matter for health checks', async () => {
    expect(await statusOf(tracker.app, '/healthz', { host: '10.1.2.3:4319' })).toBe(200);
    expect(await statusOf(tracker.app, '/readyz', { host: '10.1.2.3:4319' })).toBe(200);
  });
});

describe('the token', () => {
  it.each([
    ['a bearer token', 'Bearer s3cret'],
    ['a bearer token, scheme in any case', 'bearer s3cret'],
    ['the password of a browser', basic('s3cret')],
  ])('is accepted as %s', async (_, authorization) => {
    expect(await statusOf(tracker.appWith({ tokens }), '/api/stats', { authorization })).toBe(200);
  });

  it.each([
    ['nothing', {}],
    ['another token', { authorization: 'Bearer s3cre' }],
    ['a longer token', { authorization: 'Bearer s3crets' }],
    ['an empty token', { authorization: 'Bearer ' }],
    ['another scheme', { authorization: 'Digest s3cret' }],
    ['another password', { authorization: basic('s3cre') }],
  ])('is not %s', async (_, headers: Record<string, string>) => {
    const app = tracker.appWith({ tokens });
    for (const path of ['/api/stats', '/', '/traces/x', '/openapi.json', '/nothing'])
      expect(await statusOf(app, path, headers)).toBe(401);
  });

  it.each([
    ['programs', '*/*', 'application/problem+json'],
    ['browsers', 'text/html,*/*;q=0.8', 'text/html; charset=UTF-8'],
  ])('is asked for in a way that %s understand', async (_, accept, type) => {
    const response = await tracker.appWith({ tokens }).request('/', { headers: { accept } });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Basic realm="tracker", Bearer realm="tracker"');
    expect(response.headers.get('content-type')).toBe(type);
  });

  it('is not asked for by health checks', async () => {
    expect(await statusOf(tracker.appWith({ tokens }), '/healthz')).toBe(200);
  });

  it.each(['', ' '])('may not be %j', (token) => {
    expect(() => tracker.appWith({ tokens: [{ token, scopes: ['read'] }] })).toThrow(
      expect.objectContaining({ code: 'invalid_option' }),
    );
  });
});

const askScoped = (method: string, token: string) =>
  tracker
    .appWith({
      tokens: [
        { token: 'reader', scopes: ['read'] },
        { token: 'writer', scopes: ['write'] },
      ],
    })
    .request(method === 'GET' ? '/api/tasks/none' : '/api/tasks/none/feedback', {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(method === 'POST' && { body: '{"feedback":"revise"}' }),
    });

describe('the scopes of a token', () => {
  it.each([
    ['GET', 'reader', 404],
    ['GET', 'writer', 403],
    ['POST', 'writer', 404],
    ['POST', 'reader', 403],
  ])('%s with the token of the %s gives %d', async (method, token, status) => {
    expect((await askScoped(method, token)).status).toBe(status);
  });

  it('are named where one is missing', async () => {
    const response = await askScoped('POST', 'reader');
    expect(await response.json()).toMatchObject({ status: 403, missingScope: 'write' });
    expect(response.headers.get('www-authenticate')).toBe(
      'Bearer realm="tracker", error="insufficient_scope", scope="write"',
    );
  });

  it('may not be none', () => {
    expect(() => tracker.appWith({ tokens: [{ token: 't', scopes: [] }] })).toThrow(
      'A token has no scope: give it read, write or both.',
    );
  });
});

describe('other origins', () => {
  const origin = 'https://board.example';

  it('may not read by default', async () => {
    const response = await tracker.app.request('/api/stats', { headers: { origin } });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('may ask to read when they are listed, and never to write', async () => {
    const app = tracker.appWith({ corsOrigins: [origin] });
    const preflight = await app.request('/api/tasks/t/feedback', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    expect(preflight.headers.get('access-control-allow-methods')).toBe('GET');
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('may read when they are listed, and no other may', async () => {
    const app = tracker.appWith({ corsOrigins: [origin], tokens });
    const preflight = await app.request('/api/stats', { method: 'OPTIONS', headers: { origin } });
    expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);
    const other = await app.request('/api/stats', { headers: { origin: 'https://evil.example' } });
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('every answer', () => {
  it.each(['/', '/api/stats', '/nothing', '/api/traces?limit=0', '/healthz'])(
    'of %s forbids foreign and inline scripts, sniffing, framing and caching',
    async (path) => {
      const { headers } = await tracker.app.request(path);
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      );
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
    },
  );

  it.each(['/api/traces', '/api/traces/x'])('tells nothing of what went wrong inside: %s', async (path) => {
    const told: Error[] = [];
    const store = { ...tracker.store, listRuns: fail, getRun: fail };
    const app = createTrackerApp({ store, version: '1', onError: (error) => told.push(error) });
    const response = await app.request(path);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toMatch(/secret|\bat \/|\.ts/);
    expect(told.map(({ message }) => message)).toEqual(['secret /var/lib/tracker']);
  });

  it('says by its code alone that the store fails', async () => {
    await tracker.store.close();
    const response = await tracker.app.request('/api/stats');
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ detail: 'The store cannot answer (storage_closed).' });
  });
});
