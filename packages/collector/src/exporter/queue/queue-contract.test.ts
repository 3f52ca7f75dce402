import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openDiskQueue } from './disk-queue.js';
import { MemoryQueue } from './memory-queue.js';
import type { PersistentQueue, QueuedBatch } from './persistent-queue.js';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function openInTempFolder(): Promise<PersistentQueue> {
  const directory = mkdtempSync(join(tmpdir(), 'queue-'));
  folders.push(directory);
  return openDiskQueue({ directory, maxBytes: 1e6, onFull: 'block' });
}

function batch(text: string, spanCount = 1): QueuedBatch {
  return { signal: 'traces', body: Buffer.from(text), spanCount, enqueuedAtMs: 5 };
}

describe.each([
  ['in memory', async (): Promise<PersistentQueue> => new MemoryQueue()],
  ['on disk', openInTempFolder],
])('a queue %s', (kind, open) => {
  const appendAll = async (queue: PersistentQueue, ...texts: readonly string[]): Promise<void> => {
    const appended = texts.map((text) => queue.append(batch(text)));
    if (kind === 'on disk') await Promise.all(appended);
  };

  it('is empty at first', async () => {
    const queue = await open();
    expect(await queue.peek()).toBeUndefined();
    expect(queue.size).toEqual({ batches: 0, spans: 0, bytes: 0 });
    await queue.close();
  });

  it('gives the oldest batch until it is acknowledged, then the next', async () => {
    const queue = await open();
    await appendAll(queue, 'a', 'b');
    expect(await queue.peek()).toEqual(batch('a'));
    expect(await queue.peek()).toEqual(batch('a'));
    await queue.ack();
    expect(await queue.peek()).toEqual(batch('b'));
    await queue.ack();
    expect(await queue.peek()).toBeUndefined();
    await queue.close();
  });

  it('counts what it holds', async () => {
    const queue = await open();
    void queue.append(batch('a', 3));
    const second = queue.append(batch('bc', 4));
    if (kind === 'on disk') await second;
    expect(queue.size).toMatchObject({ batches: 2, spans: 7 });
    await queue.peek();
    await queue.ack();
    expect(queue.size).toMatchObject({ batches: 1, spans: 4 });
    await queue.close();
  });

  it('takes an acknowledgement of nothing for nothing', async () => {
    const queue = await open();
    await queue.ack();
    await appendAll(queue, 'a');
    expect(await queue.peek()).toEqual(batch('a'));
    await queue.close();
  });
});

it('a queue in memory keeps whoever appends waiting until the batch is acknowledged', async () => {
  const queue = new MemoryQueue();
  const steps: string[] = [];
  const appended = queue.append(batch('a')).then(() => void steps.push('appended'));
  await queue.peek();
  steps.push('peeked');
  await queue.ack();
  await appended;
  expect(steps).toEqual(['peeked', 'appended']);
});
