import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nthRun } from '../../testing/runs.js';
import { START_MS } from '../../testing/spans.js';
import type { StoreReader } from '../sql/store-reader.js';
import { createStoreReader } from '../sql/store-reader.js';
import type { RunCursor, RunFilter } from '../tracker-store.js';
import type { SqliteDatabase } from './sqlite-database.js';
import { openDatabase } from './sqlite-database.js';
import { openSqliteStore } from './sqlite-store.js';

const RUNS = 22;
const LIMIT = 3;

describe('a list that no index answers alone', () => {
  let folder: string;
  let database: SqliteDatabase;
  let reader: StoreReader;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tracker-'));
    const store = await openSqliteStore({ dataDir: folder, writer: 'inline' });
    await Promise.all(Array.from({ length: RUNS }, (_, n) => store.saveRun(nthRun(n, START_MS).record)));
    await store.close();
    database = await openDatabase(join(folder, 'tracker.db'), 'read');
    reader = createStoreReader(
      async ({ sql, values, answer }) => answer(database.prepare(sql).all(...values)),
      { entries: 8, runs: 4 },
    );
  });
  afterEach(async () => {
    database.close();
    await rm(folder, { recursive: true });
  });

  const pagesOf = async (filter: RunFilter): Promise<readonly (readonly string[])[]> => {
    const pages: string[][] = [];
    for (let after: RunCursor | undefined; ;) {
      const page = await reader.listRuns(filter, { limit: LIMIT, ...(after !== undefined && { after }) });
      pages.push(page.runs.map(({ traceId }) => traceId));
      if (page.next === undefined) return pages;
      after = page.next;
    }
  };
  const allThatFit = async (
    fits: (run: { readonly outcome: string }) => boolean,
  ): Promise<readonly string[]> =>
    (await reader.listRuns({}, { limit: RUNS })).runs.filter(fits).map(({ traceId }) => traceId);

  it('gives every run that fits once, in order, piece by piece', async () => {
    const pages = await pagesOf({ status: 'failed' });
    expect(pages.flat()).toEqual(await allThatFit(({ outcome }) => outcome === 'failure'));
    expect(pages.flat()).toHaveLength(8);
  });

  it.each<[string, RunFilter, number]>([
    ['8 entries of an index', { status: 'nothing has it' }, 3],
    ['4 runs where they have to be read', { text: 'nothing says it' }, 6],
    ['4 runs of an agent where they have to be read', { agent: 'planner', goalId: 'nothing has it' }, 3],
    ['4 runs of an agent for a text', { agent: 'researcher', text: 'nothing says it' }, 6],
  ])('looks at %s for one page', async (_, filter, pages) => {
    expect(await pagesOf(filter)).toEqual(Array.from({ length: pages }, () => []));
  });

  it('ends where the runs end, not where the reach does', async () => {
    const { next } = await reader.listRuns({ outcome: 'failure' }, { limit: 100 });
    expect(next).toBeUndefined();
  });
});
