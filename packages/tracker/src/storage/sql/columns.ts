export type SqlValue = string | number | null | Uint8Array;
export type SqlRow = Readonly<Record<string, unknown>>;

/** Columns of a table in the order in which they are bound. One table for the statement and for its values. */
export type Columns<T> = readonly (readonly [column: string, value: (row: T) => SqlValue])[];

export const namesOf = (columns: readonly (readonly [string, unknown])[]): readonly string[] =>
  columns.map(([column]) => column);

export const valuesOf = <T>(columns: Columns<T>, row: T): SqlValue[] =>
  columns.map(([, value]) => value(row));
