import type { SqliteValue } from './sqlite-database.js';

/** Columns of a table in the order in which they are bound. One table for the statement and for its values. */
export type Columns<T> = readonly (readonly [column: string, value: (row: T) => SqliteValue])[];

export function insertInto(table: string, columns: readonly (readonly [string, unknown])[]): string {
  return `INSERT INTO ${table} (${columns.map(([column]) => column).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
}

export const valuesOf = <T>(columns: Columns<T>, row: T): SqliteValue[] =>
  columns.map(([, value]) => value(row));
