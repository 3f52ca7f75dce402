import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settled } from '../../../../../test/helpers/manual-scheduler.js';
import { FRAME_HEADER_BYTES } from './batch-frame.js';
import { type DiskQueueOptions, openDiskQueue } from './disk-queue.js';
import type { PersistentQueue, QueuedBatch } from './persistent-queue.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'queue-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** What a batch of one byte takes in a file. */
const ONE = FRAME_HEADER_BYTES + 1;

function open(options: Partial<DiskQueueOptions> = {}): Promise<PersistentQueue> {
  return openDiskQueue({ directory, maxBytes: 1e6, onFull: 'block', ...options });
}

function batch(text: string): QueuedBatch {
  return { signal: 'logs', body: Buffer.from(text), spanCount: 2, enqueuedAtMs: 1_700_000_000_000.5 };
}

async function drain(queue: PersistentQueue): Promise<string[]> {
  const texts: string[] = [];
  for (let head = await queue.peek(); head !== undefined; head = await queue.peek()) {
    texts.push(Buffer.from(head.body).toString());
    await queue.ack();
  }
  return texts;
}

function segments(): string[] {
  return readdirSync(directory).filter((name) => name.endsWith('.log'));
}

describe('a queue that is opened again', () => {
  it('has one user at a time, and lets the next one in when it is closed', async () => {
    const first = await open();
    await expect(open()).rejects.toMatchObject({ name: 'StoreError', code: 'folder_in_use' });
    await first.close();
    await (await open()).close();
  });

  it('holds what was not acknowledged, as it was', async () => {
    const before = await open();
    await before.append(batch('a'));
    await before.append(batch('b'));
    await before.peek();
    await before.ack();
    await before.close();
    const after = await open();
    expect(after.size).toEqual({ batches: 1, spans: 2, bytes: ONE });
    expect(await after.peek()).toEqual(batch('b'));
    await after.close();
  });

  it('holds what was appended before and after', async () => {
    const before = await open();
    await before.append(batch('a'));
    await before.close();
    const after = await open();
    await after.append(batch('b'));
    expect(await drain(after)).toEqual(['a', 'b']);
    await after.close();
  });

  it.each([1, ONE, ONE + 3, ONE * 2 - 1])('cuts off a torn end (%i bytes left)', async (left) => {
    const damaged: number[] = [];
    const before = await open();
    await before.append(batch('a'));
    await before.append(batch('b'));
    await before.close();
    truncateSync(join(directory, segments()[0] ?? ''), left);
    const after = await open({ onDamage: (_, bytes) => void damaged.push(bytes) });
    expect(await drain(after)).toEqual(left < ONE ? [] : ['a']);
    expect(damaged).toEqual(left % ONE === 0 ? [] : [left % ONE]);
    await after.close();
  });

  it('does not give out a batch in which a bit has changed', async () => {
    const before = await open();
    await before.append(batch('a'));
    await before.close();
    const file = join(directory, segments()[0] ?? '');
    const bytes = readFileSync(file);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(file, bytes);
    const after = await open();
    expect(await drain(after)).toEqual([]);
    await after.close();
  });

  it('starts at the oldest batch when the cursor is torn: twice rather than never', async () => {
    const before = await open();
    await before.append(batch('a'));
    await before.append(batch('b'));
    await before.peek();
    await before.ack();
    await before.close();
    truncateSync(join(directory, 'cursor'), 7);
    const after = await open();
    expect(await drain(after)).toEqual(['a', 'b']);
    await after.close();
  });

  it('does not take garbage after the last batch for one', async () => {
    const before = await open();
    await before.append(batch('a'));
    await before.close();
    appendFileSync(join(directory, segments()[0] ?? ''), Buffer.alloc(100));
    const after = await open();
    expect(await drain(after)).toEqual(['a']);
    await after.close();
  });
});

describe('segments', () => {
  it('are begun when one is full, and deleted when all of one is delivered', async () => {
    const queue = await open({ segmentBytes: ONE * 2 });
    for (const text of ['a', 'b', 'c', 'd', 'e']) await queue.append(batch(text));
    expect(segments()).toHaveLength(3);
    await queue.peek();
    await queue.ack();
    expect(segments()).toHaveLength(3);
    await queue.peek();
    await queue.ack();
    expect(segments()).toHaveLength(2);
    expect(await drain(queue)).toEqual(['c', 'd', 'e']);
    expect(segments()).toEqual([]);
    await queue.close();
  });

  it('are never given the number of one that was delivered', async () => {
    const queue = await open();
    await queue.append(batch('a'));
    const [first] = segments();
    await drain(queue);
    await queue.close();
    const after = await open();
    await after.append(batch('b'));
    expect(segments()).not.toEqual([first]);
    expect(await drain(after)).toEqual(['b']);
    await after.close();
  });

  it('that vanish cost their batches and no others', async () => {
    const damaged: number[] = [];
    let dropped = 0;
    const queue = await open({
      segmentBytes: ONE,
      onDamage: (_, bytes) => void damaged.push(bytes),
      onDropped: (_, spans) => {
        dropped += spans;
      },
    });
    await queue.append(batch('a'));
    await queue.append(batch('b'));
    rmSync(join(directory, segments()[0] ?? ''));
    expect(await drain(queue)).toEqual(['b']);
    expect({ damaged, dropped }).toEqual({ damaged: [ONE], dropped: 2 });
    await queue.close();
  });
});

describe('a full queue', () => {
  it('takes the last batch that fits and lets the next wait for room', async () => {
    const queue = await open({ maxBytes: ONE * 2 });
    const steps: string[] = [];
    await queue.append(batch('a'));
    await queue.append(batch('b'));
    const third = queue.append(batch('c')).then(() => void steps.push('appended'));
    await queue.peek();
    await settled();
    steps.push('acknowledged');
    await queue.ack();
    await third;
    expect(steps).toEqual(['acknowledged', 'appended']);
    expect(await drain(queue)).toEqual(['b', 'c']);
    await queue.close();
  });

  it('takes a batch that is larger than its limit when that is alone', async () => {
    const queue = await open({ maxBytes: ONE });
    await queue.append(batch('larger than that'));
    expect(await drain(queue)).toEqual(['larger than that']);
    await queue.close();
  });

  it('deletes the oldest when told to, and says how many', async () => {
    const dropped: number[][] = [];
    const queue = await open({
      maxBytes: ONE * 3,
      segmentBytes: ONE,
      onFull: 'drop_oldest',
      onDropped: (batches, spans) => void dropped.push([batches, spans]),
    });
    for (const text of ['a', 'b', 'c', 'd']) await queue.append(batch(text));
    expect(dropped).toEqual([[1, 2]]);
    expect(await drain(queue)).toEqual(['b', 'c', 'd']);
    await queue.close();
  });

  it('takes no acknowledgement of a batch that was deleted for the next one', async () => {
    const queue = await open({ maxBytes: ONE, segmentBytes: ONE, onFull: 'drop_oldest' });
    await queue.append(batch('a'));
    await queue.peek();
    await queue.append(batch('b'));
    await queue.ack();
    expect(await drain(queue)).toEqual(['b']);
    await queue.close();
  });
});

it('appends at the same time are all safe, in order', async () => {
  const queue = await open({ segmentBytes: ONE * 7 });
  const texts = Array.from({ length: 50 }, (_, index) => String.fromCharCode(33 + index));
  await Promise.all(texts.map((text) => queue.append(batch(text))));
  await queue.close();
  const after = await open();
  expect(await drain(after)).toEqual(texts);
  await after.close();
});

it('a queue whose folder is gone says so, and works again when it is back', async () => {
  const queue = await open();
  rmSync(directory, { recursive: true });
  await expect(queue.append(batch('a'))).rejects.toThrow('ENOENT');
  const again = await open();
  await again.close();
  await queue.append(batch('b'));
  expect(await drain(queue)).toEqual(['b']);
  await queue.close();
});
