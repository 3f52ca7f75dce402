import { describe, expect, it } from 'vitest';
import { openWorkerWriter } from './worker-link.js';

/** A thread that runs this instead of the writer. */
const thread = (code: string): URL =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads';${code}`)}`,
  );

const ended = {
  name: 'TrackerError',
  code: 'storage_unavailable',
  message: 'The thread that writes runs has ended: restart the tracker.',
};

describe('a writer on a thread', () => {
  it.each([
    ['ends', 'parentPort.once("message", () => process.exit(1));'],
    ['throws', 'parentPort.once("message", () => { throw new Error("broken"); });'],
  ])('that %s says so to whoever waits and to whoever comes later, and closes', async (_, code) => {
    const link = openWorkerWriter('x.db', thread(code));
    link.check();
    await expect(link.migrate(0)).rejects.toMatchObject(ended);
    await expect(link.write([], 0)).rejects.toMatchObject(ended);
    expect(() => link.check()).toThrow(expect.objectContaining(ended));
    await link.close();
  });

  it('gives its errors back as errors of the tracker', async () => {
    const answer = '{ ok: false, code: "storage_corrupt", message: "damaged" }';
    const link = openWorkerWriter(
      'x.db',
      thread(`parentPort.on("message", () => parentPort.postMessage(${answer}));`),
    );
    await expect(link.migrate(0)).rejects.toMatchObject({ name: 'TrackerError', code: 'storage_corrupt' });
    await expect(link.close()).rejects.toMatchObject({ code: 'storage_corrupt' });
  });

  it('answers each request with its own answer', async () => {
    const code =
      'parentPort.on("message", ({ limit }) => parentPort.postMessage({ ok: true, results: [], purged: limit }));';
    const link = openWorkerWriter('x.db', thread(code));
    expect(await Promise.all([link.purge(0, 1), link.purge(0, 2), link.purge(0, 3)])).toEqual([1, 2, 3]);
    await link.close();
  });
});
