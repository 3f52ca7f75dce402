import { createServer } from 'node:http';
import { context, createContextKey } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gate } from '../../../../../test/helpers/gate.js';
import type { RecordedSpans } from '../../../../../test/helpers/recorded-spans.js';
import { recordSpans } from '../../../../../test/helpers/recorded-spans.js';
import type { ExperienceRecord } from '../attribution-chain.js';
import { ActionTracker } from '../action-tracker.js';
import { MemoryExperienceSink } from './memory-sink.js';
import type { HttpExperienceSinkOptions } from './http-sink.js';
import { HttpExperienceSink } from './http-sink.js';

let recorded: RecordedSpans;
beforeEach(() => {
  recorded = recordSpans();
});
afterEach(() => recorded.stop());

const recordOf = (goalId: string): ExperienceRecord => {
  const memory = new MemoryExperienceSink();
  const tracker = new ActionTracker({ sinks: [memory] });
  tracker.completeAction(tracker.beginAction({ agentId: 'a', actionType: 't', goalId }));
  const [record] = memory.records;
  if (record === undefined) throw new Error('no record');
  return record;
};

const bodyOf = (init: RequestInit | undefined): string => {
  if (typeof init?.body !== 'string') throw new TypeError('the body is no text');
  return init.body;
};

/** What a server would have been asked; it answers with one status after the other, then 200. `null` is no answer. */
const sinkWithServer = (
  answers: (number | null)[] = [],
  options: Partial<HttpExperienceSinkOptions> = {},
) => {
  const clock = { now: 0 };
  const timers: { run: () => void; delayMs: number; isOff: boolean }[] = [];
  const batches: string[][] = [];
  const sink = new HttpExperienceSink({
    url: 'http://learn.test/v1/experiences',
    now: () => clock.now,
    schedule: (run, delayMs) => {
      const timer = { run, delayMs, isOff: false };
      timers.push(timer);
      return () => {
        timer.isOff = true;
      };
    },
    fetch: async (_url, init) => {
      const body: { experiences: ExperienceRecord[] } = JSON.parse(bodyOf(init));
      batches.push(body.experiences.map(({ goalId }) => String(goalId)));
      const status = answers.shift();
      if (status === null) throw new TypeError('fetch failed');
      return new Response(null, { status: status ?? 200 });
    },
    ...options,
  });
  return { sink, clock, timers, batches };
};

describe('row 24: the HTTP sink sends', () => {
  it('as soon as a batch is full, and not before', async () => {
    const { sink, batches } = sinkWithServer([], { batchSize: 2 });
    sink.submit(recordOf('1'));
    expect(batches).toEqual([]);
    sink.submit(recordOf('2'));
    expect(batches).toEqual([['1', '2']]);
    await sink.shutdown();
    expect(sink.getStats()).toMatchObject({ totalRecorded: 2, totalFlushed: 2, queued: 0 });
  });

  it('a batch that does not get full when its time is over', async () => {
    const { sink, batches, timers } = sinkWithServer();
    sink.submit(recordOf('1'));
    sink.submit(recordOf('2'));
    expect(timers.map(({ delayMs }) => delayMs)).toEqual([5_000]);
    timers[0]?.run();
    await sink.flush();
    expect(batches).toEqual([['1', '2']]);
  });

  it('what is queued when it is shut down, and takes nothing after that', async () => {
    const { sink, batches, timers } = sinkWithServer();
    sink.submit(recordOf('1'));
    await sink.shutdown();
    sink.submit(recordOf('2'));
    await sink.flush();
    expect(batches).toEqual([['1']]);
    expect(timers.every(({ isOff }) => isOff)).toBe(true);
  });

  it('one batch at a time', async () => {
    const answer = gate();
    let requests = 0;
    const { sink } = sinkWithServer([], {
      batchSize: 1,
      fetch: async () => {
        requests += 1;
        await answer.passed;
        return new Response();
      },
    });
    sink.submit(recordOf('1'));
    sink.submit(recordOf('2'));
    expect(requests).toBe(1);
    answer.open();
    await sink.shutdown();
    expect(requests).toBe(2);
  });

  it('without making a span of the request', async () => {
    const suppressed: unknown[] = [];
    const key = createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING');
    const { sink } = sinkWithServer([], {
      fetch: () => {
        suppressed.push(context.active().getValue(key));
        return Promise.resolve(new Response());
      },
    });
    sink.submit(recordOf('1'));
    await sink.shutdown();
    expect(suppressed).toEqual([true]);
  });

  it('records without secrets', async () => {
    const bodies: string[] = [];
    const { sink } = sinkWithServer([], {
      fetch: (_url, init) => {
        bodies.push(bodyOf(init));
        return Promise.resolve(new Response());
      },
    });
    const tracker = new ActionTracker({ sinks: [sink] });
    const id = tracker.beginAction({ agentId: 'a', actionType: 't' });
    tracker.recordStep(id, 'password=hunter2');
    tracker.completeAction(id, { answer: 'Bearer abcdefghijklmnopqrstuvwxyz123456' });
    await sink.shutdown();
    expect(bodies[0]).toContain('[REDACTED:password]');
    expect(bodies[0]).not.toMatch(/hunter2|abcdefghijklmnop/);
  });
});

describe('row 24: a receiver that fails', () => {
  it.each([[503], [429], [302], [null]])('with %s gets the batch again, in order', async (answer) => {
    const { sink, batches, timers } = sinkWithServer([answer]);
    sink.submit(recordOf('1'));
    await sink.flush();
    sink.submit(recordOf('2'));
    expect(timers.filter(({ isOff }) => !isOff)).toHaveLength(1);
    await sink.flush();
    expect(batches).toEqual([['1'], ['1', '2']]);
    expect(sink.getStats()).toMatchObject({ totalFlushed: 2, failedRequests: 1, queued: 0 });
  });

  it('for good (400) does not get the batch again', async () => {
    const { sink, batches } = sinkWithServer([400]);
    sink.submit(recordOf('1'));
    await sink.flush();
    sink.submit(recordOf('2'));
    await sink.flush();
    expect(batches).toEqual([['1'], ['2']]);
    expect(sink.getStats()).toMatchObject({ totalFlushed: 1, droppedRejected: 1 });
  });

  it('five times is left alone for 60 s, then tried once', async () => {
    const { sink, clock, batches } = sinkWithServer([500, 500, 500, 500, 500, 500]);
    sink.submit(recordOf('1'));
    for (let attempt = 1; attempt <= 7; attempt++) await sink.flush();
    expect(batches).toHaveLength(5);
    expect(sink.getStats().breaker).toBe('open');
    clock.now = 59_999;
    await sink.flush();
    expect(batches).toHaveLength(5);
    clock.now = 60_000;
    expect(sink.getStats().breaker).toBe('half_open');
    await sink.flush();
    expect(batches).toHaveLength(6);
    expect(sink.getStats().breaker).toBe('open');
    clock.now = 120_000;
    await sink.flush();
    expect(sink.getStats()).toMatchObject({ breaker: 'closed', totalFlushed: 1, queued: 0 });
  });

  it('to answer in time is given up', async () => {
    const { sink } = sinkWithServer([], {
      timeoutMs: 1,
      fetch: (_url, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(new Error('took too long')));
        }),
    });
    sink.submit(recordOf('1'));
    await sink.flush();
    expect(sink.getStats()).toMatchObject({ failedRequests: 1, queued: 1 });
  });
});

describe('row 22: the queue of the HTTP sink', () => {
  it('drops the oldest beyond its count', async () => {
    const { sink, batches } = sinkWithServer([], { maxQueuedRecords: 2 });
    for (const goal of ['1', '2', '3']) sink.submit(recordOf(goal));
    await sink.flush();
    expect(batches).toEqual([['2', '3']]);
    expect(sink.getStats().droppedFull).toBe(1);
  });

  it('drops the oldest beyond its size', async () => {
    const size = JSON.stringify(recordOf('1')).length;
    const { sink, batches } = sinkWithServer([], { maxQueuedChars: 2 * size });
    for (const goal of ['1', '2', '3']) sink.submit(recordOf(goal));
    await sink.flush();
    expect(batches).toEqual([['2', '3']]);
  });
});

describe('row 26: consent', () => {
  it('that is missing keeps a record from being queued', async () => {
    const { sink, batches } = sinkWithServer([], { consent: () => false });
    sink.submit(recordOf('1'));
    await sink.flush();
    expect(batches).toEqual([]);
    expect(sink.getStats()).toMatchObject({ totalRecorded: 0, droppedConsent: 1 });
  });

  it('that is withdrawn makes the sink forget what is queued', async () => {
    const answers = [true, false];
    const { sink, batches } = sinkWithServer([], { consent: () => answers.shift() ?? false });
    sink.submit(recordOf('1'));
    await sink.flush();
    expect(batches).toEqual([]);
    expect(sink.getStats()).toMatchObject({ queued: 0, droppedConsent: 1 });
  });

  it('is not given by a function that throws', () => {
    const { sink } = sinkWithServer([], {
      consent: () => {
        throw new Error('no settings');
      },
    });
    sink.submit(recordOf('1'));
    expect(sink.getStats().droppedConsent).toBe(1);
  });
});

it('row 24: over real HTTP a batch arrives with its headers, and a redirection gets nothing', async () => {
  const requests: { url: string | undefined; authorization: string | undefined; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      requests.push({ url: request.url, authorization: request.headers.authorization, body });
      if (requests.length === 1) response.writeHead(307, { location: '/elsewhere' });
      response.end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const sink = new HttpExperienceSink({
    url: `http://127.0.0.1:${port}/experiences`,
    headers: { authorization: 'Bearer x' },
  });
  sink.submit(recordOf('1'));
  await sink.flush();
  await sink.shutdown();
  server.close();
  server.closeAllConnections();
  expect(requests.map(({ url }) => url)).toEqual(['/experiences', '/experiences']);
  expect(requests[1]?.authorization).toBe('Bearer x');
  expect(JSON.parse(requests[1]?.body ?? '')).toMatchObject({ experiences: [{ goalId: '1' }] });
  expect(sink.getStats()).toMatchObject({ totalFlushed: 1, failedRequests: 1 });
});
