import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCodeOf } from '../../store/store-errors.js';

/** What lies in the folder of a shard. */
const SHARD_FOLDERS: ReadonlySet<string> = new Set(['in-flight', 'queues']);
const LAYOUT = /^workers-(\d+)$/;

/**
 * Where one of several workers keeps things, below the service's directory. The name says of how many it is one: which
 * traces lie there depends on it. A single one keeps them in the directory itself.
 */
export const workerFolder = (worker: number, workers: number): string =>
  workers === 1 ? '' : join(`workers-${workers}`, String(worker));

/** Folders below a directory that the service used when it had another number of workers. */
export async function formerFolders(directory: string, workers: number): Promise<readonly string[]> {
  const found: string[] = [];
  const names = await namesIn(directory);
  if (workers !== 1 && names.some((name) => SHARD_FOLDERS.has(name))) found.push(directory);
  for (const name of names) {
    const [, count] = LAYOUT.exec(name) ?? [];
    if (count === undefined || Number(count) === workers) continue;
    for (const worker of await namesIn(join(directory, name))) found.push(join(directory, name, worker));
  }
  return found.toSorted();
}

/** None where there is no folder. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCodeOf(error))) return [];
    throw error;
  }
}
