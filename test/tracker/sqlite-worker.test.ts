import { copyFile, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore, TrackerError } from '@agent-attribution/tracker';
import { expect, it } from 'vitest';
import { runOf, healthy } from '../../packages/tracker/src/testing/runs.js';
import { START_MS, traceIdOf } from '../../packages/tracker/src/testing/spans.js';
import { describeTrackerStore } from '../../packages/tracker/src/testing/store-contract.js';

describeTrackerStore('the SQLite store with its writer on a thread', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'tracker-'));
  return {
    open: (now) => openSqliteStore({ dataDir, now }),
    remove: () => rm(dataDir, { recursive: true }),
  };
});

it('refuses the first run above the limit of waiting runs', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'tracker-'));
  const store = await openSqliteStore({ dataDir, maxPendingRuns: 2 });
  const save = (n: number) =>
    store.saveRun(runOf(healthy, { traceId: traceIdOf(n), startMs: START_MS }).record);
  const results = await Promise.allSettled([save(1), save(2), save(3)]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  await store.close();
  await rm(dataDir, { recursive: true });
});

it('says what is wrong when the thread cannot read the file, and ends the thread', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'tracker-'));
  await writeFile(join(dataDir, 'tracker.db'), 'no database '.repeat(100));
  const error: unknown = await openSqliteStore({ dataDir }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(TrackerError);
  expect(error).toMatchObject({
    code: 'storage_corrupt',
    message: expect.stringContaining('is not a tracker database'),
  });
  await rm(dataDir, { recursive: true });
});

it('has everything in one file when it is closed: a copy of it is a backup', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'tracker-'));
  const backup = await mkdtemp(join(tmpdir(), 'tracker-'));
  const store = await openSqliteStore({ dataDir });
  const { record } = runOf(healthy);
  await store.saveRun(record);
  await store.close();
  const log = await stat(join(dataDir, 'tracker.db-wal')).catch(() => ({ size: 0 }));
  expect(log.size).toBe(0);
  await copyFile(join(dataDir, 'tracker.db'), join(backup, 'tracker.db'));
  const restored = await openSqliteStore({ dataDir: backup });
  expect((await restored.getRun(record.trace.traceId))?.report).toEqual(record.trace.report);
  await restored.close();
  for (const folder of [dataDir, backup]) await rm(folder, { recursive: true });
});
