import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { gate } from '../../../../test/helpers/gate.js';
import { ManualScheduler, settled } from '../../../../test/helpers/manual-scheduler.js';
import type { OtlpPayload } from '../pipeline/otlp-sink.js';
import { QueuedExporter, type QueuedExporterOptions } from './queued-exporter.js';
import { openDiskQueue } from './queue/disk-queue.js';
import { MemoryQueue } from './queue/memory-queue.js';
import type { PersistentQueue } from './queue/persistent-queue.js';
import type { SendResult } from './transport/otlp-transport.js';

const DELIVERED: SendResult = { outcome: 'delivered', rejectedSpans: 0, message: '' };
const DOWN: SendResult = { outcome: 'retry', reason: 'ECONNREFUSED', afterMs: 0 };
const REFUSED: SendResult = { outcome: 'refused', reason: 'HTTP 400' };

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function diskQueue(): Promise<PersistentQueue> {
  const directory = mkdtempSync(join(tmpdir(), 'exporter-'));
  const queue = await openDiskQueue({ directory, maxBytes: 1e6, onFull: 'block' });
  cleanups.push(async () => {
    await queue.close();
    rmSync(directory, { recursive: true });
  });
  return queue;
}

/** An exporter to a destination that answers as `answer` says. */
function start(queue: PersistentQueue, options: Partial<QueuedExporterOptions> = {}) {
  const scheduler = new ManualScheduler();
  const sent: string[] = [];
  const warnings: string[] = [];
  const destination = { answer: (): Promise<SendResult> | SendResult => DELIVERED, isClosed: false };
  const exporter = new QueuedExporter({
    name: 'test',
    transport: {
      send: async (_, body) => {
        sent.push(String(Buffer.from(body)));
        return destination.answer();
      },
      close: () => {
        destination.isClosed = true;
      },
    },
    queue,
    maxBatchBytes: 1,
    batchTimeoutMs: 200,
    maxConcurrentRequests: 4,
    maxMemoryBytes: 1000,
    retry: { initialMs: 1000, maxMs: 30_000, maxElapsedMs: 0 },
    circuit: { failures: 3, openMs: 60_000 },
    scheduler,
    onWarning: (message) => void warnings.push(message),
    ...options,
  });
  const taken: string[] = [];
  const accept = (text: string): Promise<void> =>
    exporter.accept(payload(text)).then(() => void taken.push(text));
  return { exporter, scheduler, destination, sent, taken, warnings, accept };
}

function payload(text: string): OtlpPayload {
  return { signal: 'traces', body: Buffer.from(text), spanCount: 1 };
}

/** The disk takes its time, whatever the clock says. */
function eventually(assertion: () => unknown): ReturnType<typeof expect.poll> {
  return expect.poll(assertion, { interval: 2 });
}

describe('while the destination takes what it is sent', () => {
  it('a payload is taken over when it is delivered, and no sooner', async () => {
    const { accept, destination, taken, exporter } = start(new MemoryQueue());
    const delivering = gate();
    destination.answer = () => delivering.passed.then(() => DELIVERED);
    void accept('a');
    await settled();
    expect(taken).toEqual([]);
    expect(exporter.counters.memoryBytes).toBe(1);
    delivering.open();
    await settled();
    expect(taken).toEqual(['a']);
    expect(exporter.counters).toMatchObject({ sentSpans: 1, sentRequests: 1, memoryBytes: 0 });
  });

  it('payloads travel together', async () => {
    const { accept, sent, scheduler } = start(new MemoryQueue(), { maxBatchBytes: 100 });
    const taken = Promise.all([accept('a'), accept('b')]);
    await scheduler.advance(200);
    await taken;
    expect(sent).toEqual(['ba']);
  });

  it('there are only so many requests at the same time', async () => {
    const { accept, destination, sent } = start(new MemoryQueue(), { maxConcurrentRequests: 2 });
    const delivering = gate();
    destination.answer = () => delivering.passed.then(() => DELIVERED);
    const taken = Promise.all(['a', 'b', 'c'].map((text) => accept(text)));
    await settled();
    expect(sent).toEqual(['a', 'b']);
    delivering.open();
    await taken;
    expect(sent).toEqual(['a', 'b', 'c']);
  });

  it('what it took no part of is counted, said once, and not sent again', async () => {
    const { accept, destination, exporter, sent, warnings } = start(new MemoryQueue());
    destination.answer = () => ({ outcome: 'delivered', rejectedSpans: 1, message: 'bad id' });
    await accept('a');
    await accept('b');
    expect(sent).toEqual(['a', 'b']);
    expect(exporter.counters).toMatchObject({ sentSpans: 0, rejectedSpans: 2 });
    expect(warnings).toEqual(['exporter test: the destination took no part of some spans: bad id']);
  });

  it('what it refuses is dropped, counted, and said once', async () => {
    const { accept, destination, exporter, sent, warnings } = start(new MemoryQueue());
    destination.answer = () => REFUSED;
    await accept('a');
    await accept('b');
    expect(sent).toEqual(['a', 'b']);
    expect(exporter.counters).toMatchObject({ failedRequests: 2, circuit: 'closed' });
    expect(exporter.counters.droppedSpans).toEqual({ refused: 2, expired: 0, queue_full: 0 });
    expect(warnings).toEqual([
      'exporter test: the destination refuses what it is sent, which is dropped: HTTP 400',
    ]);
  });

  it('nothing is nothing to send', async () => {
    const { exporter, sent } = start(new MemoryQueue());
    await exporter.accept(payload(''));
    expect(sent).toEqual([]);
  });
});

describe('when the destination is down', () => {
  it('a batch that has failed once is taken over by the queue on disk', async () => {
    const { accept, destination, exporter, warnings } = start(await diskQueue());
    destination.answer = () => DOWN;
    await accept('a');
    await accept('b');
    expect(exporter.counters).toMatchObject({
      queueBatches: 2,
      queueSpans: 2,
      memoryBytes: 0,
      failedRequests: 1,
    });
    expect(warnings).toEqual(['exporter test: delivery fails and is tried again: ECONNREFUSED']);
  });

  it('without a disk it is taken over when it is delivered after all', async () => {
    const { accept, destination, taken, scheduler } = start(new MemoryQueue());
    destination.answer = () => DOWN;
    const accepted = accept('a');
    await settled();
    destination.answer = () => DELIVERED;
    await scheduler.advance(999);
    expect(taken).toEqual([]);
    await scheduler.advance(1);
    await accepted;
  });

  it('the queue is emptied in order once it is back, and that is said', async () => {
    const { accept, destination, sent, exporter, scheduler, warnings } = start(await diskQueue());
    destination.answer = () => DOWN;
    for (const text of ['a', 'b', 'c']) await accept(text);
    expect(sent).toEqual(['a']);
    destination.answer = () => DELIVERED;
    await scheduler.advance(1000);
    await eventually(() => sent).toEqual(['a', 'a', 'b', 'c']);
    await eventually(() => exporter.counters.queueBatches).toBe(0);
    expect(exporter.counters).toMatchObject({ sentSpans: 3, retries: 1 });
    expect(warnings.at(-1)).toBe('exporter test: the destination answers again');
    await accept('d');
    expect(sent.at(-1)).toBe('d');
  });

  it('nothing is sent sooner than it asked for', async () => {
    const { accept, destination, sent, scheduler } = start(await diskQueue());
    destination.answer = () => ({ ...DOWN, afterMs: 9000 });
    await accept('a');
    await accept('b');
    destination.answer = () => DELIVERED;
    await scheduler.advance(8999);
    expect(sent).toEqual(['a']);
    await scheduler.advance(1);
    await eventually(() => sent).toEqual(['a', 'a', 'b']);
  });

  it('the circuit opens after several failures, and one probe closes it', async () => {
    const { accept, destination, sent, exporter, scheduler } = start(await diskQueue());
    destination.answer = () => DOWN;
    await accept('a');
    await scheduler.advance(1000);
    await eventually(() => sent).toHaveLength(2);
    await scheduler.advance(2000);
    await eventually(() => sent).toHaveLength(3);
    expect(exporter.counters.circuit).toBe('open');
    await scheduler.advance(59_999);
    await accept('b');
    expect(sent).toHaveLength(3);
    destination.answer = () => DELIVERED;
    await scheduler.advance(1);
    await eventually(() => sent).toEqual(['a', 'a', 'a', 'a', 'b']);
    expect(exporter.counters.circuit).toBe('closed');
  });

  it('a batch that is too old is dropped', async () => {
    const { accept, destination, exporter, scheduler, sent } = start(await diskQueue(), {
      retry: { initialMs: 1000, maxMs: 1000, maxElapsedMs: 2500 },
    });
    destination.answer = () => DOWN;
    await accept('a');
    for (const expected of [2, 3]) {
      await scheduler.advance(1000);
      await eventually(() => sent).toHaveLength(expected);
    }
    await scheduler.advance(60_000);
    await eventually(() => exporter.counters.droppedSpans.expired).toBe(1);
    expect(sent).toHaveLength(3);
    expect(exporter.counters.queueBatches).toBe(0);
  });

  it('flapping loses nothing and delivers everything once per success', async () => {
    const { accept, destination, sent, exporter, scheduler } = start(await diskQueue());
    let calls = 0;
    destination.answer = () => ((calls += 1) % 2 === 0 ? DELIVERED : DOWN);
    const texts = Array.from({ length: 20 }, (_, index) => String.fromCharCode(97 + index));
    for (const text of texts) {
      await accept(text);
      await scheduler.advance(100);
    }
    while (exporter.counters.queueBatches > 0) await scheduler.advance(1000);
    expect(exporter.counters.sentSpans).toBe(20);
    expect(new Set(sent)).toEqual(new Set(texts));
  });
});

describe('memory', () => {
  it('is bounded when the destination is slow: what comes above goes to the disk', async () => {
    const { accept, destination, exporter, sent } = start(await diskQueue(), {
      maxMemoryBytes: 2,
      maxConcurrentRequests: 2,
    });
    const delivering = gate();
    destination.answer = () => delivering.passed.then(() => DELIVERED);
    const slow = [accept('a'), accept('b')];
    await accept('c');
    expect(exporter.counters).toMatchObject({ memoryBytes: 2, queueBatches: 1 });
    delivering.open();
    await Promise.all(slow);
    await eventually(() => exporter.counters.queueBatches).toBe(0);
    expect(sent.toSorted()).toEqual(['a', 'b', 'c']);
  });

  it('does not wait for a batch to be full once it is used up', async () => {
    const { accept, sent } = start(await diskQueue(), { maxBatchBytes: 1000, maxMemoryBytes: 2 });
    await Promise.all([accept('ab'), accept('c')]);
    await eventually(() => sent).toEqual(['cab']);
  });
});

describe('a queue that cannot be written', () => {
  it('leaves the payload with its owner, and is tried again', async () => {
    const queue = new MemoryQueue();
    const append = queue.append.bind(queue);
    queue.append = () => Promise.reject(new Error('no space left'));
    const { accept, destination, exporter, scheduler, taken, warnings } = start(queue);
    destination.answer = () => DOWN;
    const accepted = accept('a');
    await settled();
    expect(exporter.counters.queueErrors).toBe(1);
    expect(taken).toEqual([]);
    expect(warnings.at(-1)).toBe(
      'exporter test: the queue cannot be used, batches wait in memory: no space left',
    );
    queue.append = append;
    destination.answer = () => DELIVERED;
    await scheduler.advance(1000);
    await accepted;
    expect(exporter.counters.queueErrors).toBe(1);
  });
});

describe('closing', () => {
  it('sends what has been begun', async () => {
    const { accept, exporter, sent, destination } = start(new MemoryQueue(), { maxBatchBytes: 100 });
    const accepted = accept('a');
    await exporter.close();
    await accepted;
    expect(sent).toEqual(['a']);
    expect(destination.isClosed).toBe(true);
  });

  it('puts what does not get through in time in the queue', async () => {
    const queue = await diskQueue();
    const { accept, exporter, scheduler, destination } = start(queue);
    const breaking = gate();
    destination.answer = () => breaking.passed.then(() => DOWN);
    const accepted = accept('a');
    const closed = exporter.close(3000);
    await scheduler.advance(3000);
    expect(destination.isClosed).toBe(true);
    breaking.open();
    await accepted;
    await closed;
    expect(queue.size.batches).toBe(1);
  });

  it('takes nothing over from then on', async () => {
    const { accept, exporter, taken, sent } = start(new MemoryQueue());
    await exporter.close();
    void accept('a');
    await settled();
    expect({ taken, sent }).toEqual({ taken: [], sent: [] });
  });
});
