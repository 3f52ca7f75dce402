import { describe, expect, it } from 'vitest';
import { ManualScheduler, settled } from '../../../../test/helpers/manual-scheduler.js';
import { WebhookQueue } from './webhook-queue.js';
import type { WebhookQueueOptions } from './webhook-queue.js';

/** A receiver that answers one status after the other, then 200; 0 is no answer, -1 never ends. */
const queueTo = (statuses: number[], options: Partial<WebhookQueueOptions<string>> = {}) => {
  const clock = new ManualScheduler();
  const sent: string[] = [];
  const lines: string[] = [];
  const startMs = clock.now();
  const queue = new WebhookQueue<string>({
    clock,
    retry: { maxAttempts: 3, initialMs: 1000, maxMs: 1500 },
    maxEvents: 10,
    concurrency: 1,
    onEpisode: (line) => lines.push(line),
    send: async (event) => {
      sent.push(`${event} at ${clock.now() - startMs}`);
      const status = statuses.shift() ?? 200;
      if (status === 0) throw new Error('connection refused');
      if (status < 0) await new Promise(() => {});
      return { status, retryAfterMs: status === 503 ? 9000 : undefined };
    },
    ...options,
  });
  const push = async (...events: string[]) => {
    for (const event of events) queue.push(event);
    await settled();
  };
  return { queue, push, clock, sent, lines };
};

describe('an event that fails', () => {
  it('is tried again, each time after twice the wait up to the longest, and given up then', async () => {
    const { queue, push, clock, sent } = queueTo([500, 0, 302]);
    await push('a');
    await clock.advance(999);
    expect(sent).toHaveLength(1);
    await clock.advance(60_000);
    expect(sent).toEqual(['a at 0', 'a at 1000', 'a at 2500']);
    expect(queue.counters).toMatchObject({ delivered: 0, failedAttempts: 3, dropped: { gave_up: 1 } });
  });

  it('waits at least half as long, whatever chance says', async () => {
    const { queue, push, clock, sent } = queueTo([500]);
    clock.randomValue = 0;
    await push('a');
    await clock.advance(60_000);
    expect(sent).toEqual(['a at 0', 'a at 500']);
    expect(queue.counters).toMatchObject({ delivered: 1, failedAttempts: 1 });
  });

  it('waits as long as the receiver asks for', async () => {
    const { push, clock, sent } = queueTo([503]);
    await push('a');
    await clock.advance(60_000);
    expect(sent).toEqual(['a at 0', 'a at 9000']);
  });

  it('holds no other one up', async () => {
    const { push, clock, sent } = queueTo([500]);
    await push('a', 'b');
    await clock.advance(60_000);
    expect(sent).toEqual(['a at 0', 'b at 0', 'a at 1000']);
  });

  it('is told once, until it works again', async () => {
    const { push, clock, lines } = queueTo([500, 0]);
    await push('a', 'b');
    await clock.advance(60_000);
    expect(lines).toEqual(['fails (answered 500); events are tried again', 'works again']);
  });
});

it('makes room by dropping the oldest', async () => {
  const { queue, push, clock, sent } = queueTo([500], { maxEvents: 2 });
  await push('a', 'b', 'c');
  await clock.advance(60_000);
  expect(queue.counters.dropped.full).toBe(1);
  expect(sent).toEqual(['a at 0', 'c at 0', 'a at 1000']);
});

it('sends nothing more to a receiver that says it is gone', async () => {
  const { queue, push, clock, sent, lines } = queueTo([410]);
  await push('a', 'b');
  await clock.advance(60_000);
  await push('c');
  expect(sent).toEqual(['a at 0']);
  expect(queue.counters.dropped.gone).toBe(3);
  expect(lines).toEqual(['answered 410; nothing more is sent there']);
});

describe('closing', () => {
  it('sends what was not tried, and tries nothing again', async () => {
    const { queue, push, clock, sent } = queueTo([500]);
    await push('a');
    queue.push('b');
    await queue.close(1000);
    await clock.advance(60_000);
    expect(sent).toEqual(['a at 0', 'b at 0']);
    expect(queue.counters).toMatchObject({ delivered: 1, dropped: { shutdown: 1 } });
    queue.push('c');
    expect(queue.counters.dropped.shutdown).toBe(2);
  });

  it('waits no longer than it was told to', async () => {
    const { queue, clock } = queueTo([-1]);
    queue.push('a');
    queue.push('b');
    const closed = queue.close(1000);
    await clock.advance(1000);
    await closed;
    expect(queue.counters.dropped.shutdown).toBe(1);
  });
});
