import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestTracker } from '../testing/api.js';
import { openTestTracker } from '../testing/api.js';
import type { TrackerServer } from './serve.js';
import { serveTracker } from './serve.js';

let tracker: TestTracker;
let server: TrackerServer;
beforeAll(async () => {
  tracker = await openTestTracker();
  server = await serveTracker({ store: tracker.store, version: '1', port: 0 });
});
afterAll(async () => {
  await server.close();
  await tracker.close();
});

/** Everything that is answered to bytes that no client library would send. */
const sendRaw = (text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.end(text, 'latin1'));
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
const head = (line: string, ...headers: string[]): string =>
  [line, ...headers, 'Connection: close', '', ''].join('\r\n');

describe('a server', () => {
  it.each([
    ['a name of another site', head('GET /api/stats HTTP/1.1', 'Host: evil.example'), 403],
    ['a name that begins like ours', head('GET /api/stats HTTP/1.1', 'Host: 127.0.0.1.evil.example'), 403],
    ['a name with a user', head('GET /api/stats HTTP/1.1', 'Host: 127.0.0.1@evil.example'), 400],
    ['no name', head('GET /api/stats HTTP/1.1'), 400],
    ['two names', head('GET /api/stats HTTP/1.1', 'Host: localhost', 'Host: evil.example'), 403],
    [
      'an address of another site',
      head('GET http://evil.example/api/stats HTTP/1.1', 'Host: evil.example'),
      403,
    ],
    ['a broken escape', head('GET /api/traces/%ff%zz HTTP/1.1', 'Host: localhost'), 404],
    ['a NUL', head('GET /api/traces/a%00b HTTP/1.1', 'Host: localhost'), 400],
    ['a path that climbs', head('GET /assets/../../../../etc/passwd HTTP/1.1', 'Host: localhost'), 404],
    [
      'a path that climbs in disguise',
      head('GET /assets/..%2f..%2fpackage.json HTTP/1.1', 'Host: localhost'),
      404,
    ],
    ['a method of its own', head('BREW /api/stats HTTP/1.1', 'Host: localhost'), 400],
    [
      'a header too large',
      head('GET /api/stats HTTP/1.1', 'Host: localhost', `X: ${'x'.repeat(20_000)}`),
      431,
    ],
    [
      'a body of two lengths',
      head(
        'POST /api/tasks/t/feedback HTTP/1.1',
        'Host: localhost',
        'Content-Length: 5',
        'Transfer-Encoding: chunked',
      ),
      400,
    ],
    ['no HTTP at all', '\u0016\u0003\u0001\u0002', 400],
  ])('answers %s, and goes on', async (_, request, status) => {
    const answer = await sendRaw(request);
    expect(statusOf(answer)).toBe(status);
    expect(answer).not.toMatch(/\bat .+:\d+:\d+|node:internal|root:/);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  it('lets its own address in, however it is written', async () => {
    for (const host of ['localhost', `127.0.0.1:${server.port}`, '[::1]'])
      expect(statusOf(await sendRaw(head('GET /api/stats HTTP/1.1', `Host: ${host}`)))).toBe(200);
  });
});
