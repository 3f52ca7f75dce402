import { migrations } from '../sql/schema.js';

export const MIGRATIONS: readonly string[] = migrations({
  text: 'TEXT',
  integer: 'INTEGER',
  real: 'REAL',
  bytes: 'BLOB',
  id: 'INTEGER PRIMARY KEY',
  table: ' STRICT',
  clustered: ' STRICT, WITHOUT ROWID',
});
