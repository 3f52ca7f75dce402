import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formerFolders, workerFolder } from './layout.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'layout-'));
});
afterEach(() => rm(directory, { recursive: true }));

/** What a start with so many workers finds of others, below the directory. */
const found = async (workers: number): Promise<readonly string[]> =>
  (await formerFolders(directory, workers)).map((folder) => folder.slice(directory.length + 1));

describe('the folders of another number of workers', () => {
  it('are those of every number that the service once had', async () => {
    await mkdir(join(directory, 'in-flight'));
    await mkdir(join(directory, 'runs'));
    await writeFile(join(directory, 'workers-5'), '');
    for (const [worker, workers] of [
      [0, 2],
      [1, 2],
      [2, 3],
    ] as const) {
      await mkdir(join(directory, workerFolder(worker, workers)), { recursive: true });
    }
    const two = [join('workers-2', '0'), join('workers-2', '1')];
    const three = [join('workers-3', '2')];
    expect(await found(1)).toEqual([...two, ...three]);
    expect(await found(2)).toEqual(['', ...three]);
    expect(await found(4)).toEqual(['', ...two, ...three]);
  });

  it('are none at the first start', async () => {
    await rm(directory, { recursive: true });
    expect(await found(2)).toEqual([]);
    await mkdir(directory);
    expect(await found(2)).toEqual([]);
  });
});
