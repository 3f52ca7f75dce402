import { openPostgresStore } from '@agent-attribution/tracker';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { nthRun } from '../../packages/tracker/src/testing/runs.js';
import { START_MS } from '../../packages/tracker/src/testing/spans.js';
import { describeTrackerStore } from '../../packages/tracker/src/testing/store-contract.js';
import { freshSchema, runSql } from './schemas.js';

const server = inject('postgresUrl');

describeTrackerStore('the PostgreSQL store', async () => {
  const { url, drop } = await freshSchema(server);
  return { open: (now) => openPostgresStore({ url, now }), remove: drop };
});

describe('openPostgresStore', () => {
  let schema: Awaited<ReturnType<typeof freshSchema>>;
  beforeEach(async () => {
    schema = await freshSchema(server);
  });
  afterEach(() => schema.drop());

  it('migrates once when many trackers start together', async () => {
    const stores = await Promise.all([1, 2, 3, 4].map(() => openPostgresStore({ url: schema.url })));
    expect(await stores[0]?.stats()).toMatchObject({ backend: 'postgres', schemaVersion: 1, runs: 0 });
    await Promise.all(stores.map((store) => store.close()));
  });

  it('keeps the roll-ups right while several trackers write the same and other runs', async () => {
    const stores = await Promise.all([1, 2, 3].map(() => openPostgresStore({ url: schema.url })));
    const runs = Array.from({ length: 60 }, (_, n) => nthRun(n, START_MS).record);
    const saved = await Promise.all(stores.flatMap((store) => runs.map((run) => store.saveRun(run))));
    expect(saved.filter((result) => result === 'created')).toHaveLength(60);
    const [first] = stores;
    const [researcher] = (await first?.listAgents({ from: 0 })) ?? [];
    expect(researcher).toMatchObject({ agent: 'researcher', runs: 60 });
    expect(await first?.stats()).toMatchObject({ runs: 60 });
    await Promise.all(stores.map((store) => store.close()));
  });

  it('goes on after its connections were ended', async () => {
    const store = await openPostgresStore({ url: schema.url });
    await store.saveRun(nthRun(1, START_MS).record);
    await runSql(
      server,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'agent-attribution' AND pid <> pg_backend_pid()`,
    );
    expect(await store.saveRun(nthRun(2, START_MS).record)).toBe('created');
    expect(await store.stats()).toMatchObject({ runs: 2 });
    await store.close();
  });

  it('leaves alone what a newer version wrote', async () => {
    await (await openPostgresStore({ url: schema.url })).close();
    await runSql(schema.url, 'INSERT INTO schema_version (version, applied_at) VALUES (99, 0)');
    await expect(openPostgresStore({ url: schema.url })).rejects.toMatchObject({ code: 'storage_newer' });
  });

  it.each(['mysql://localhost/x', 'somewhere'])('refuses the address %s', async (url) => {
    await expect(openPostgresStore({ url })).rejects.toMatchObject({ code: 'invalid_option' });
  });

  it('says in one sentence that nobody answers, without the password', { timeout: 30_000 }, async () => {
    const url = 'postgres://me:secret@127.0.0.1:1/nowhere';
    await expect(openPostgresStore({ url })).rejects.toMatchObject({
      code: 'storage_unavailable',
      message:
        'The database at 127.0.0.1:1/nowhere cannot be reached (ECONNREFUSED): check that it runs and that its address is right.',
    });
  });
});
