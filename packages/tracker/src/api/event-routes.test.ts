import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EventHub } from '../activity/event-hub.js';
import { createEventRoutes } from './event-routes.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const open = async (hub: EventHub, headers: Record<string, string> = {}) => {
  const app = new Hono().route('/', createEventRoutes(hub, 1000));
  const response = await app.request('/api/events', { headers });
  const reader = response.body?.getReader();
  if (reader === undefined) throw new Error('no body');
  return {
    response,
    reader,
    next: async () => new TextDecoder().decode((await reader.read()).value),
  };
};

describe('GET /api/events', () => {
  it('sends each event as it happens', async () => {
    const hub = new EventHub({ epoch: 'a' });
    const { response, next } = await open(hub);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(await next()).toBe(': connected\n\n');
    hub.publish('task.status', { taskId: 't' });
    expect(await next()).toBe('id: a-1\nevent: task.status\ndata: {"taskId":"t"}\n\n');
  });

  it('goes on after Last-Event-ID', async () => {
    const hub = new EventHub({ epoch: 'a' });
    for (let n = 0; n < 2; n++) hub.publish('trace.attributed', {});
    const { next } = await open(hub, { 'last-event-id': 'a-1' });
    await next();
    expect(await next()).toContain('id: a-2\n');
  });

  it('beats while nothing happens', async () => {
    const { next } = await open(new EventHub({ epoch: 'a' }));
    await next();
    vi.advanceTimersByTime(1000);
    expect(await next()).toBe(': heartbeat\n\n');
  });

  it('drops a client that stops reading, and waits for nobody', async () => {
    const hub = new EventHub({ epoch: 'a' });
    const { reader } = await open(hub);
    const data = { text: 'x'.repeat(100_000) };
    for (let n = 0; n < 12; n++) hub.publish('trace.attributed', data);
    expect([hub.subscribers, hub.dropped]).toEqual([0, 1]);
    await expect(reader.read()).rejects.toThrow('stopped reading');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('forgets a client that leaves', async () => {
    const hub = new EventHub({ epoch: 'a' });
    const { reader } = await open(hub);
    await reader.cancel();
    expect(hub.subscribers).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});
