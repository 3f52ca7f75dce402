import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
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

it('keeps every acknowledged run through a kill', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'tracker-'));
  const writer = new URL('./endless-writer.mjs', import.meta.url).pathname;
  const child = spawn(process.execPath, [writer, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  for await (const chunk of child.stdout) {
    output += String(chunk);
    if (output.split('\n').length > 20) break;
  }
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  const acknowledged = output.split('\n').slice(0, -1);

  const store = await openSqliteStore({ dataDir });
  for (const traceId of acknowledged) expect((await store.getRun(traceId))?.traceId).toBe(traceId);
  await store.close();
  await rm(dataDir, { recursive: true });
});
