import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OtlpBusyError } from '../receiver/otlp-busy-error.js';
import { FRAME_BYTES } from './disk/record-frame.js';
import type { Durability, InFlightStore } from './in-flight-store.js';
import { openInFlightStore } from './open-store.js';
import { StoreFullError } from './store-errors.js';

let folder: string;
let store: InFlightStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'in-flight-'));
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const traces = (text: string) => ({ signal: 'traces' as const, body: Buffer.from(text) });

const idsIn = async (store: InFlightStore): Promise<number[]> => {
  const ids: number[] = [];
  for await (const { id } of store.recover()) ids.push(id);
  return ids;
};

describe.each<[Durability, number]>([
  ['fsync', FRAME_BYTES],
  ['os', FRAME_BYTES],
  ['memory', 0],
])('in-flight store with durability %s', (durability, overhead) => {
  const open = async (maxBytes?: number) => {
    store = await openInFlightStore({ durability, folder, maxBytes });
  };

  it('gives back what was appended, with its signal', async () => {
    await open();
    const ids = await Promise.all([
      store.append(traces('a')),
      store.append({ signal: 'logs', body: Buffer.from('b') }),
    ]);
    const records = await Promise.all(ids.map((id) => store.read(id)));
    expect(records.map((record) => [record?.signal, String(record?.body)])).toEqual([
      ['traces', 'a'],
      ['logs', 'b'],
    ]);
  });

  it('takes a record without a body', async () => {
    await open();
    const id = await store.append(traces(''));
    expect((await store.read(id))?.body.length).toBe(0);
  });

  it('forgets what was released, and only that', async () => {
    await open();
    const [first, second] = await Promise.all([store.append(traces('a')), store.append(traces('b'))]);
    store.release([first]);
    expect(await store.read(first)).toBeUndefined();
    expect(String((await store.read(second))?.body)).toBe('b');
    expect(store.counters).toMatchObject({ records: 1, appended: 2, released: 1 });
  });

  it('counts a release once, however often it is said', async () => {
    await open();
    const id = await store.append(traces('a'));
    store.release([id, id, 12_345]);
    expect(store.counters.released).toBe(1);
  });

  it('takes as many bytes as allowed and not one more', async () => {
    await open(overhead + 100);
    const tooLarge = store.append({ signal: 'traces', body: Buffer.alloc(101) });
    await expect(tooLarge).rejects.toBeInstanceOf(StoreFullError);
    await store.append({ signal: 'traces', body: Buffer.alloc(100) });
    await expect(store.append(traces('x'))).rejects.toMatchObject({ retryAfterSeconds: 5 });
    expect(store.counters.refused).toBe(2);
  });

  it('has room again for what was released', async () => {
    await open(1000);
    const id = await store.append({ signal: 'traces', body: Buffer.alloc(900) });
    await expect(store.append({ signal: 'traces', body: Buffer.alloc(900) })).rejects.toThrow(StoreFullError);
    store.release([id]);
    await expect
      .poll(() =>
        store.append({ signal: 'traces', body: Buffer.alloc(900) }).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
  });

  it('recovers nothing in an empty folder', async () => {
    await open();
    expect(await idsIn(store)).toEqual([]);
  });

  it('takes nothing after it was closed', async () => {
    await open();
    await store.close();
    await expect(store.append(traces('a'))).rejects.toBeInstanceOf(OtlpBusyError);
  });

  it.skipIf(durability === 'memory')('recovers what was not released, in order, with its ids', async () => {
    await open();
    const ids = await Promise.all(['a', 'b', 'c'].map((text) => store.append(traces(text))));
    store.release(ids.slice(1, 2));
    await store.close();
    await open();
    expect(await idsIn(store)).toEqual([ids[0], ids[2]]);
    const next = await store.append(traces('d'));
    expect(ids).not.toContain(next);
  });
});
