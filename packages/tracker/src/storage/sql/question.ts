import type { SqlRow, SqlValue } from './columns.js';

/**
 * A question to a database of either kind: SQL that both understand with `?` for each value, and how its rows become
 * the answer. Whoever has the connection asks it.
 */
export interface Question<T> {
  readonly sql: string;
  readonly values: readonly SqlValue[];
  readonly answer: (rows: readonly SqlRow[]) => T;
}

export const first =
  <T>(read: (row: SqlRow) => T) =>
  ([row]: readonly SqlRow[]): T | undefined =>
    row === undefined ? undefined : read(row);

export const each =
  <T>(read: (row: SqlRow) => T) =>
  (rows: readonly SqlRow[]): T[] =>
    rows.map(read);

/** A `?` for each value of a list. */
export const placesFor = (values: readonly unknown[]): string => values.map(() => '?').join(', ');

/** Conditions that all hold, and their values in the order of their places. */
export class Conditions {
  readonly #conditions: string[] = [];
  readonly values: SqlValue[] = [];

  add(condition: string, ...values: SqlValue[]): this {
    this.#conditions.push(condition);
    this.values.push(...values);
    return this;
  }

  get where(): string {
    return this.#conditions.length === 0 ? '' : `WHERE ${this.#conditions.join(' AND ')}`;
  }
}
