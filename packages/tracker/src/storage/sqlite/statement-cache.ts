import type { SqliteDatabase, SqliteStatement } from './sqlite-database.js';

/** Questions of a page differ in their values, not in their text; a list can be filtered in some dozens of ways. */
const MAX_STATEMENTS = 100;

/** Prepares a statement once and gives it again; the one that was asked for longest ago is forgotten first. */
export function statementCache(
  database: SqliteDatabase,
  maxStatements: number = MAX_STATEMENTS,
): (sql: string) => SqliteStatement {
  const statements = new Map<string, SqliteStatement>();
  return (sql) => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.delete(sql);
    statements.set(sql, statement);
    for (const oldest of statements.keys()) {
      if (statements.size <= maxStatements) break;
      statements.delete(oldest);
    }
    return statement;
  };
}
