import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualScheduler } from '../../../../test/helpers/manual-scheduler.js';
import { EventHub } from '../activity/event-hub.js';
import { parseWebhookSecret, signedHeaders } from './signature.js';
import type { WebhookOptions, Webhooks } from './start-webhooks.js';
import { startWebhooks } from './start-webhooks.js';

interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;

let server: Server;
let url: string;
let received: Received[];
let statuses: number[];
let arrived: () => void;
let webhooks: Webhooks | undefined;
beforeEach(async () => {
  received = [];
  statuses = [];
  arrived = () => {};
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      });
      response.writeHead(statuses.shift() ?? 200, { location: '/elsewhere' }).end();
      arrived();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/runs`;
});
afterEach(async () => {
  await webhooks?.close(0);
  webhooks = undefined;
  server.closeAllConnections();
  server.close();
});

const start = (options: Partial<WebhookOptions> = {}) => {
  const hub = new EventHub({ epoch: 'e' });
  webhooks = startWebhooks(hub, { urls: [url], secrets: [SECRET], allowPrivateTargets: true, ...options });
  return { hub, webhooks };
};

const arrives = (): Promise<void> =>
  new Promise((resolve) => {
    arrived = resolve;
  });

describe('a webhook', () => {
  it('carries an event, and a signature over id, time and body', async () => {
    const clock = new ManualScheduler();
    const { hub } = start({ clock });
    const arrival = arrives();
    hub.publish('trace.attributed', { traceId: 'a', summary: 'été' });
    await arrival;
    const [{ path, headers, body } = { path: '', headers: {}, body: '' }] = received;
    expect(path).toBe('/runs');
    expect(JSON.parse(body)).toEqual({
      type: 'trace.attributed',
      timestamp: '2023-11-14T22:13:20.000Z',
      data: { traceId: 'a', summary: 'été' },
    });
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      ...signedHeaders({ id: 'e-1', timestampSeconds: 1_700_000_000, body }, [parseWebhookSecret(SECRET)]),
    });
  });

  it('is repeated with the same id and body, at a new time, until it is taken', async () => {
    const clock = new ManualScheduler();
    statuses = [500];
    const { hub, webhooks } = start({ clock });
    let arrival = arrives();
    hub.publish('task.status', { taskId: 't' });
    await arrival;
    await expect.poll(() => [...webhooks.counters.values()][0]?.failedAttempts).toBe(1);
    arrival = arrives();
    await clock.advance(5000);
    await arrival;
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
    expect(received.map(({ headers }) => [headers['webhook-id'], headers['webhook-timestamp']])).toEqual([
      ['e-1', '1700000000'],
      ['e-1', '1700000005'],
    ]);
    await expect.poll(() => [...webhooks.counters.values()][0]?.delivered).toBe(1);
  });

  it('follows no redirect', async () => {
    statuses = [307];
    const { hub, webhooks } = start();
    hub.publish('task.status', {});
    await expect.poll(() => [...webhooks.counters.values()][0]?.failedAttempts).toBe(1);
    expect(received.map(({ path }) => path)).toEqual(['/runs']);
  });

  it('is sent for the events that were asked for', async () => {
    const { hub, webhooks } = start({ events: ['task.status'] });
    hub.publish('trace.attributed', {});
    hub.publish('task.status', {});
    await webhooks.close();
    expect(received.map(({ headers }) => headers['webhook-id'])).toEqual(['e-2']);
  });

  it('is sent where the host says that nothing is traced', async () => {
    let untraced = 0;
    const { hub, webhooks } = start({
      untraced: (send) => {
        untraced += 1;
        return send();
      },
    });
    hub.publish('task.status', {});
    await webhooks.close();
    expect([untraced, received.length]).toEqual([1, 1]);
  });

  it('reaches no private address behind a public name', async () => {
    const lines: string[] = [];
    const local = new URL(url);
    const { hub, webhooks } = start({
      urls: [`https://localhost:${local.port}/runs?key=s3cret`],
      allowPrivateTargets: false,
      log: (line) => lines.push(line),
    });
    hub.publish('task.status', {});
    await expect
      .poll(() => lines)
      .toEqual([
        `the webhook to https://localhost:${local.port} fails (its name leads into a private network); events are tried again`,
      ]);
    expect([received.length, [...webhooks.counters.values()][0]?.failedAttempts]).toEqual([0, 1]);
  });
});

it('counts each receiver by itself', async () => {
  const { hub, webhooks } = start({ urls: [url, `${url}/2`] });
  hub.publish('task.status', {});
  await webhooks.close();
  expect([...webhooks.counters].map(([name, { delivered }]) => [name, delivered])).toEqual([
    [`${new URL(url).origin} 1`, 1],
    [`${new URL(url).origin} 2`, 1],
  ]);
});

it('does not start without a secret', () => {
  expect(() => start({ secrets: [] })).toThrow('Webhooks are signed');
});
