import { openPostgresStore } from '@agent-attribution/tracker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { recount } from '../../packages/tracker/src/testing/recount.js';
import { nthRun } from '../../packages/tracker/src/testing/runs.js';
import { START_MS } from '../../packages/tracker/src/testing/spans.js';
import { startCluster } from './cluster.js';
import type { Cluster } from './cluster.js';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
}, 60_000);
afterAll(() => cluster.stop());

it('loses no acknowledged run when the server is killed and comes back', { timeout: 60_000 }, async () => {
  const store = await openPostgresStore({ url: cluster.url });
  const kept: string[] = [];
  const save = async (n: number): Promise<void> => {
    const { record } = nthRun(n, START_MS);
    const saved = await store.saveRun(record).catch(() => undefined);
    if (saved !== undefined) kept.push(record.trace.traceId);
  };
  const saving: Promise<void>[] = [];
  for (let n = 1; n <= 60; n++) {
    saving.push(save(n));
    if (n % 5 === 0) await Promise.race(saving);
    if (n === 30) await cluster.kill();
    if (n === 45) await cluster.start();
  }
  await Promise.all(saving);
  expect(kept.length).toBeGreaterThan(0);
  for (const traceId of kept) expect((await store.getRun(traceId))?.traceId).toBe(traceId);
  const from = START_MS * 1000;
  expect(await store.agentPeriods({ from })).toEqual(await recount(store, from));
  await store.close();
});
