import { TrackerError } from '../../tracker-error.js';
import { LOCKS } from './locks.js';
import type { PostgresDatabase } from './postgres-database.js';
import { MIGRATIONS } from './schema.js';

/**
 * Brings the schema up to date: all missing steps in one transaction, under a lock of the database, so that of several
 * trackers that start together one migrates and the others find it done.
 */
export async function migrate(database: PostgresDatabase, nowMicros: number): Promise<void> {
  await database.transaction(async (connection) => {
    await connection.query('SELECT pg_advisory_xact_lock(?)', [LOCKS.migration]);
    await connection.query(
      'CREATE TABLE IF NOT EXISTS schema_version (version bigint PRIMARY KEY, applied_at bigint NOT NULL)',
    );
    const [row] = await connection.query('SELECT coalesce(max(version), 0) AS version FROM schema_version');
    const version = Number(row?.['version'] ?? 0);
    if (version > MIGRATIONS.length) {
      throw new TrackerError(
        'storage_newer',
        `The database was written by a newer tracker (schema ${version}, this one knows ${MIGRATIONS.length}): update the tracker, or choose another database.`,
      );
    }
    for (const [index, step] of MIGRATIONS.entries()) {
      if (index < version) continue;
      await connection.query(step);
      await connection.query('INSERT INTO schema_version (version, applied_at) VALUES (?, ?)', [
        index + 1,
        nowMicros,
      ]);
    }
  });
}
