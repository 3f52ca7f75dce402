import { expect, it } from 'vitest';
import type { SqliteDatabase } from './sqlite-database.js';
import { statementCache } from './statement-cache.js';

it('prepares what was asked for lately once, and as many as it may keep', () => {
  const prepared: string[] = [];
  const database: SqliteDatabase = {
    exec: () => undefined,
    prepare(sql) {
      prepared.push(sql);
      return { run: () => ({ changes: 0 }), get: () => undefined, all: () => [] };
    },
    close: () => undefined,
  };
  const statementOf = statementCache(database, 2);
  for (const sql of ['a', 'b', 'a', 'b', 'c', 'b', 'a']) statementOf(sql);
  expect(prepared).toEqual(['a', 'b', 'c', 'a']);
});
