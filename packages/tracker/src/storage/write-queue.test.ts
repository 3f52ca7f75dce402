import { expect, it } from 'vitest';
import { WriteQueue } from './write-queue.js';

const settle = () => new Promise((resolve) => setImmediate(resolve));

/** A queue whose writes end when told to. */
function controlled(limits: { maxBatch?: number; maxPending?: number } = {}) {
  const batches: (readonly number[])[] = [];
  const ends: (() => void)[] = [];
  const queue = new WriteQueue<number, string>({
    write: (items) => {
      batches.push(items);
      return new Promise((resolve) => ends.push(() => resolve(items.map(String))));
    },
    maxBatch: limits.maxBatch ?? 10,
    maxPending: limits.maxPending ?? 10,
  });
  return { queue, batches, end: async () => (ends.shift()?.(), await settle()) };
}

it('writes together what arrives while a batch is being written', async () => {
  const { queue, batches, end } = controlled();
  const first = queue.add(1);
  await settle();
  const others = [queue.add(2), queue.add(3)];
  expect(batches).toEqual([[1]]);
  await end();
  expect(batches).toEqual([[1], [2, 3]]);
  await end();
  expect(await Promise.all([first, ...others])).toEqual(['1', '2', '3']);
});

it('splits what is more than a batch', async () => {
  const { queue, batches, end } = controlled({ maxBatch: 2 });
  const all = Promise.all([queue.add(1), queue.add(2), queue.add(3)]);
  await end();
  await end();
  await end();
  expect(batches).toEqual([[1, 2], [3]]);
  expect(await all).toEqual(['1', '2', '3']);
});

it('refuses the first item above the limit, counting what is being written', async () => {
  const { queue, end } = controlled({ maxPending: 2 });
  const accepted = [queue.add(1)];
  await settle();
  accepted.push(queue.add(2));
  expect(queue.pending).toBe(2);
  await expect(queue.add(3)).rejects.toMatchObject({ code: 'storage_busy' });
  await end();
  await end();
  await Promise.all(accepted);
  expect(queue.pending).toBe(0);
});

it('closes when everything accepted is written, and accepts nothing then', async () => {
  const { queue, end } = controlled();
  const write = queue.add(1);
  await settle();
  let isClosed = false;
  const closing = queue.close().then(() => (isClosed = true));
  await settle();
  expect(isClosed).toBe(false);
  await expect(queue.add(2)).rejects.toMatchObject({ code: 'storage_closed' });
  await end();
  await closing;
  expect(await write).toBe('1');
});

it('goes on after a batch that failed', async () => {
  let calls = 0;
  const queue = new WriteQueue<number, string>({
    write: (items) => {
      calls += 1;
      return calls === 1 ? Promise.reject(new Error('disk')) : Promise.resolve(items.map(String));
    },
    maxBatch: 10,
    maxPending: 10,
  });
  await expect(queue.add(1)).rejects.toThrow('disk');
  expect(await queue.add(2)).toBe('2');
});
