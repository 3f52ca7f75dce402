import { migrations } from '../sql/schema.js';

export const MIGRATIONS: readonly string[] = migrations({
  // Ids are compared by their bytes, as cursors compare them, whatever the language of the database.
  text: 'text COLLATE "C"',
  integer: 'bigint',
  real: 'double precision',
  bytes: 'bytea',
  id: 'bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY',
  table: '',
  clustered: '',
});
