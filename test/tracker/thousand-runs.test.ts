import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTrackerApp, openSqliteStore } from '@agent-attribution/tracker';
import { expect, it } from 'vitest';
import { nthRun } from '../../packages/tracker/src/testing/runs.js';
import { START_MS } from '../../packages/tracker/src/testing/spans.js';

const RUNS = 1_000;

it('writes 1,000 runs and pages through them; prints what that takes', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'tracker-'));
  const store = await openSqliteStore({ dataDir });
  const records = Array.from({ length: RUNS }, (_, n) => nthRun(n, START_MS).record);
  const app = createTrackerApp({ store, version: '1', now: () => START_MS + 86_400_000 });
  const get = async (path: string) => (await app.request(path)).json();

  const writing = await timed(() => Promise.all(records.map((record) => store.saveRun(record))));
  const seen = new Set<string>();
  let pages = 0;
  const reading = await timed(async () => {
    let path = '/api/traces?limit=50';
    for (;;) {
      const { traces, nextCursor } = (await get(path)) as {
        traces: { traceId: string }[];
        nextCursor: string | null;
      };
      pages += 1;
      for (const { traceId } of traces) seen.add(traceId);
      if (nextCursor === null) break;
      path = `/api/traces?limit=50&cursor=${nextCursor}`;
    }
  });
  const filtering = await timed(() => get('/api/traces?agent=planner&outcome=failure&limit=50'));
  const ledger = await timed(() => get('/api/agents?window=30d'));
  await store.close();
  await rm(dataDir, { recursive: true });

  process.stdout.write(
    `${RUNS} runs: written in ${writing} ms, a page of 50 in ${(reading / pages).toFixed(1)} ms, a filtered page in ${filtering} ms, the ledger in ${ledger} ms\n`,
  );
  expect(seen.size).toBe(RUNS);
});

async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return Math.round((performance.now() - start) * 10) / 10;
}
