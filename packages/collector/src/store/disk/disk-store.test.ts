import { appendFile, chmod, mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OtlpBusyError } from '../../receiver/otlp-busy-error.js';
import type { InFlightStore } from '../in-flight-store.js';
import { StoreFullError } from '../store-errors.js';
import { openDiskStore, type DiskStoreOptions } from './disk-store.js';
import { FRAME_BYTES } from './record-frame.js';
import { writeAll } from './write-all.js';

let folder: string;
const stores: InFlightStore[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disk-store-'));
});

afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true });
});

const opening = async (options: Partial<DiskStoreOptions> = {}) => {
  const store = await openDiskStore({ folder, durability: 'os', maxBytes: 2 ** 20, ...options });
  stores.push(store);
  return store;
};

const body = (text: string) => ({ signal: 'traces' as const, body: Buffer.from(text) });

const append = async (store: InFlightStore, ...texts: string[]): Promise<number[]> => {
  const ids: number[] = [];
  for (const text of texts) ids.push(await store.append(body(text)));
  return ids;
};

const recovered = async (store: InFlightStore): Promise<string[]> => {
  const texts: string[] = [];
  for await (const record of store.recover()) texts.push(String(record.body));
  return texts;
};

const files = async (ending = '.log'): Promise<string[]> =>
  (await readdir(folder)).filter((name) => name.endsWith(ending)).sort();

const failing = (code: string): Error => Object.assign(new Error(code), { code });

describe('the disk store', () => {
  it('cuts off a torn last record', async () => {
    const before = await opening();
    await append(before, 'whole', 'torn');
    await before.close();
    const [name = ''] = await files();
    const log = await open(join(folder, name), 'r+');
    await log.truncate((await log.stat()).size - 1);
    await log.close();
    const after = await opening();
    expect(await recovered(after)).toEqual(['whole']);
    expect(after.counters.tornBytes).toBe(FRAME_BYTES + 'tor'.length);
    expect(after.counters.bytes).toBe(FRAME_BYTES + 'whole'.length);
  });

  it('loses only the record whose bytes were harmed', async () => {
    const before = await opening();
    await append(before, 'first', 'second', 'third');
    await before.close();
    const [name = ''] = await files();
    const log = await open(join(folder, name), 'r+');
    await log.write(Buffer.from('S'), 0, 1, FRAME_BYTES * 2 + 'first'.length);
    await log.close();
    expect(await recovered(await opening())).toEqual(['first', 'third']);
  });

  it('ignores zeros behind the last record, as a power failure leaves them', async () => {
    const before = await opening();
    await append(before, 'a');
    await before.close();
    const [name = ''] = await files();
    await appendFile(join(folder, name), Buffer.alloc(100));
    expect(await recovered(await opening())).toEqual(['a']);
  });

  it('deletes a segment when all its records have been released', async () => {
    const store = await opening({ segmentBytes: 1 });
    const ids = await append(store, 'a', 'b');
    expect(await files()).toHaveLength(2);
    store.release(ids.slice(0, 1));
    await expect.poll(() => files()).toEqual(['000000000002.log']);
  });

  it('rewrites a segment of which little is left when room is short, and keeps ids', async () => {
    const store = await opening({ segmentBytes: 3 * FRAME_BYTES + 30, maxBytes: 180 });
    const [first = 0, middle = 0, last = 0] = await append(store, 'first', 'x'.repeat(20), 'last!');
    const { bytes } = store.counters;
    store.release([first, last]);
    await append(store, 'next');
    expect(String((await store.read(middle))?.body)).toBe('x'.repeat(20));
    store.release([]);
    await expect.poll(() => store.counters.bytes).toBeLessThan(bytes);
    expect(String((await store.read(middle))?.body)).toBe('x'.repeat(20));
    await store.close();
    expect(await recovered(await opening())).toEqual(['x'.repeat(20), 'next']);
  });

  it('acknowledges nothing of a group that does not fit on the disk, and loses nothing of what was there', async () => {
    const disk = { isFull: false };
    const store = await opening({
      writeAll: async (file, buffers, position) => {
        if (!disk.isFull) return writeAll(file, buffers, position);
        await writeAll(file, buffers.slice(0, 1), position);
        throw failing('ENOSPC');
      },
    });
    await append(store, 'before');
    disk.isFull = true;
    const group = await Promise.allSettled([store.append(body('x')), store.append(body('y'))]);
    expect(
      group.map((result) => result.status === 'rejected' && result.reason instanceof StoreFullError),
    ).toEqual([true, true]);
    disk.isFull = false;
    await append(store, 'after');
    expect(store.counters.failedWrites).toBe(1);
    await store.close();
    const again = await opening();
    expect(await recovered(again)).toEqual(['before', 'after']);
    expect(again.counters.tornBytes).toBe(0);
  });

  it('lets the sender come back when a write fails for another reason', async () => {
    const store = await opening({ writeAll: () => Promise.reject(failing('EIO')) });
    const failure = await store.append(body('x')).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(OtlpBusyError);
    expect(failure).not.toBeInstanceOf(StoreFullError);
  });

  it('shares one write among the appends of one turn', async () => {
    let writes = 0;
    const store = await opening({
      writeAll: (...call) => {
        writes += 1;
        return writeAll(...call);
      },
    });
    await Promise.all(Array.from({ length: 50 }, (_, n) => store.append(body(String(n)))));
    expect(writes).toBe(1);
  });

  it('is refused to a second user, and free again after the first', async () => {
    const first = await opening();
    await expect(opening()).rejects.toMatchObject({ code: 'folder_in_use' });
    await first.close();
    await opening();
  });

  it('says in one sentence that a folder cannot be used', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(opening({ folder: join(folder, 'file') })).rejects.toMatchObject({
      code: 'folder_unusable',
      message: expect.stringMatching(/^Cannot keep requests in \S+ \(EEXIST\): choose a folder [^.]+\.$/),
    });
  });

  it.skipIf(process.getuid?.() === 0)('refuses a folder that it may not read', async () => {
    await chmod(folder, 0o000);
    await expect(opening()).rejects.toMatchObject({ code: 'folder_unusable' });
  });

  it('does not apply the releases of a segment that is gone to a new one of its number', async () => {
    await writeFile(join(folder, '000000000001.released'), Buffer.from([1, 0, 0, 0, 0, 0]));
    const store = await opening();
    await append(store, 'a');
    await store.close();
    expect(await recovered(await opening())).toEqual(['a']);
  });
});
