import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openPostgresStore, openSqliteStore } from '@agent-attribution/tracker';
import type { TrackerStore } from '@agent-attribution/tracker';
import { CommandError } from '../command-error.js';

/** Where runs are kept: a folder, or a PostgreSQL database. */
export type StorePlace = { readonly dataDirectory: string } | { readonly databaseUrl: string };

/** Where `serve` keeps its runs unless it is told otherwise. */
export const DATA_FOLDER = '.agent-attribution';

export const hasTrackerData = (folder: string): boolean => existsSync(join(folder, 'tracker.db'));

/** The store that a server writes to. @throws {TrackerError} when it cannot be opened */
export const openStore = (place: StorePlace): Promise<TrackerStore> =>
  'databaseUrl' in place
    ? openPostgresStore({ url: place.databaseUrl })
    : openSqliteStore({ dataDir: place.dataDirectory });

/**
 * The store that a command looks into and leaves.
 *
 * @throws CommandError (1) when the folder holds no runs
 * @throws {TrackerError} when it cannot be opened
 */
export async function openKnownStore(place: StorePlace): Promise<TrackerStore> {
  if ('databaseUrl' in place) return openPostgresStore({ url: place.databaseUrl, maxConnections: 2 });
  const { dataDirectory } = place;
  if (!hasTrackerData(dataDirectory)) {
    throw new CommandError(
      `there is no tracker data in ${dataDirectory}: name the folder with --data, a database with --database-url, or a running tracker with --url`,
      1,
    );
  }
  return openSqliteStore({ dataDir: dataDirectory, writer: 'inline' });
}
