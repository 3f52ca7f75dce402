import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { createTrackerApp } from '../api/tracker-app.js';
import { openTestTracker } from '../testing/api.js';
import type { BuiltPages } from './built-pages.js';

const body = new Uint8Array(Buffer.from('main();'));
const pages: BuiltPages = {
  shell: '<!doctype html><title>Shell</title>',
  assets: new Map([['main-abc.js', { type: 'text/javascript', body, gzipped: gzipped('main();') }]]),
};

function gzipped(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(text));
}

const tracker = await openTestTracker();
const app = createTrackerApp({ store: tracker.store, version: '1', pages });
afterAll(() => tracker.close());

describe('pages', () => {
  it.each(['/', '/traces/abc', '/agents', '/agents/a%20b', '/compare?a=1&b=2', '/tasks'])(
    '%s is the one document',
    async (path) => {
      const response = await app.request(path);
      expect([response.status, await response.text()]).toEqual([200, pages.shell]);
    },
  );

  it('are told from the API at paths that nobody knows', async () => {
    const asPage = await app.request('/nothing', { headers: { accept: 'text/html,*/*' } });
    expect([asPage.status, await asPage.text()]).toEqual([404, pages.shell]);
    const asData = await app.request('/nothing', { headers: { accept: 'application/json' } });
    expect([asData.status, asData.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
  });
});

describe('assets', () => {
  it('may be kept for ever', async () => {
    const response = await app.request('/assets/main-abc.js');
    expect(await response.text()).toBe('main();');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it('are compressed for those who can read it', async () => {
    const response = await app.request('/assets/main-abc.js', { headers: { 'accept-encoding': 'gzip, br' } });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(gunzipSync(await response.arrayBuffer()).toString()).toBe('main();');
  });

  it.each(['other.js', '..%2Findex.html', 'index.html'])('do not include %s', async (name) => {
    const response = await app.request(`/assets/${name}`);
    expect([response.status, response.headers.get('cache-control')]).toEqual([404, 'no-store']);
  });
});
