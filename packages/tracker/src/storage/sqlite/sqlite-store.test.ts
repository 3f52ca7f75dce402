import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nthRun } from '../../testing/runs.js';
import { START_MS } from '../../testing/spans.js';
import { describeTrackerStore } from '../../testing/store-contract.js';
import { openDatabase } from './sqlite-database.js';
import { openSqliteStore } from './sqlite-store.js';

const open = (dataDir: string) => openSqliteStore({ dataDir, writer: 'inline' });

describeTrackerStore('the SQLite store', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'tracker-'));
  return {
    open: (now) => openSqliteStore({ dataDir, now, writer: 'inline' }),
    remove: () => rm(dataDir, { recursive: true }),
  };
});

describe('openSqliteStore', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tracker-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('makes the folder', async () => {
    const store = await open(join(folder, 'a', 'b'));
    expect(await store.stats()).toMatchObject({ backend: 'sqlite', schemaVersion: 1, runs: 0 });
    await store.close();
  });

  it('says in one sentence that the folder cannot be made', async () => {
    await writeFile(join(folder, 'file'), '');
    const dataDir = join(folder, 'file', 'data');
    await expect(open(dataDir)).rejects.toMatchObject({
      code: 'storage_unavailable',
      message: `The data folder ${dataDir} cannot be made: give this user the right to write there, or choose another folder.`,
    });
  });

  it('says in one sentence that the file is no database, and leaves it as it is', async () => {
    const path = join(folder, 'tracker.db');
    await writeFile(path, 'no database '.repeat(100));
    await expect(open(folder)).rejects.toMatchObject({
      code: 'storage_corrupt',
      message: `${path} is damaged or is not a tracker database: move it away (a new one is made) or restore a copy.`,
    });
    expect(await readFile(path, 'utf8')).toMatch(/^no database/);
  });

  it('leaves alone what a newer version wrote', async () => {
    await (await open(folder)).close();
    const database = await openDatabase(join(folder, 'tracker.db'), 'write');
    database.exec('INSERT INTO schema_version (version, applied_at) VALUES (99, 0)');
    database.close();
    await expect(open(folder)).rejects.toMatchObject({ code: 'storage_newer' });
  });

  it('refuses to write through the reading connection', async () => {
    const store = await open(folder);
    await store.saveRun(nthRun(1, START_MS).record);
    const database = await openDatabase(join(folder, 'tracker.db'), 'read');
    expect(() => database.exec('DELETE FROM traces')).toThrow(/readonly/);
    database.close();
    await store.close();
  });
});
