import { TrackerError } from '../../tracker-error.js';
import { MIGRATIONS } from './schema.js';
import type { SqliteDatabase } from './sqlite-database.js';

/**
 * Brings the schema up to date: all missing steps in one transaction, under the database's write lock, so that of
 * several processes that start together one migrates and the others find it done.
 */
export function migrate(database: SqliteDatabase, path: string, nowMicros: number): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    database.exec(
      'CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT',
    );
    const version = schemaVersion(database);
    if (version > MIGRATIONS.length) {
      throw new TrackerError(
        'storage_newer',
        `${path} was written by a newer tracker (schema ${version}, this one knows ${MIGRATIONS.length}): update the tracker, or choose another data folder.`,
      );
    }
    const record = database.prepare('INSERT INTO schema_version (version, applied_at) VALUES (?, ?)');
    for (const [index, step] of MIGRATIONS.entries()) {
      if (index < version) continue;
      database.exec(step);
      record.run(index + 1, nowMicros);
    }
    // Without a write, a file that may only be read would be noticed when the first run is lost.
    database.exec('UPDATE schema_version SET applied_at = applied_at');
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

function schemaVersion(database: SqliteDatabase): number {
  const row = database.prepare('SELECT coalesce(max(version), 0) AS version FROM schema_version').get();
  return Number(row?.['version'] ?? 0);
}
