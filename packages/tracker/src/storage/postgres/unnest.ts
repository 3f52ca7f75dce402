import type { SqlParameter } from './postgres-database.js';
import type { SqlValue } from '../sql/columns.js';

/** Types of the columns that are no text. */
const TYPES: Readonly<Record<string, 'bigint' | 'double precision' | 'bytea'>> = {
  revision: 'bigint',
  confidence: 'double precision',
  started_at: 'bigint',
  ended_at: 'bigint',
  duration_ms: 'double precision',
  total_tokens: 'bigint',
  cost_usd: 'double precision',
  span_count: 'bigint',
  error_count: 'bigint',
  created_at: 'bigint',
  updated_at: 'bigint',
  succeeded: 'bigint',
  is_root_cause: 'bigint',
  contribution_score: 'double precision',
  blame_share: 'double precision',
  credit_share: 'double precision',
  tokens: 'bigint',
  errors: 'bigint',
  hour: 'bigint',
  llm_calls: 'bigint',
  response_valid: 'bigint',
  response_quality: 'double precision',
  detail: 'bytea',
  report: 'bytea',
  run: 'bytea',
  evidence: 'bytea',
  spans: 'bytea',
  hours: 'bigint',
  start: 'bigint',
  tallies: 'bytea',
  value: 'bigint',
  kept_at: 'bigint',
};

/** Many rows as one parameter a column: `unnest(?::text[], …)`. */
export const unnest = (columns: readonly string[]): string =>
  `unnest(${columns.map((column) => `?::${TYPES[column] ?? 'text'}[]`).join(', ')})`;

export const byColumn = (
  columns: readonly string[],
  rows: readonly (readonly SqlValue[])[],
): readonly SqlParameter[] => columns.map((_, index) => rows.map((row) => row[index] ?? null));

export const insertMany = (table: string, columns: readonly string[]): string =>
  `INSERT INTO ${table} (${columns.join(', ')}) SELECT * FROM ${unnest(columns)}`;

/** As `insertMany`; a row that is there already is replaced. */
export function upsertMany(table: string, columns: readonly string[], key: readonly string[]): string {
  const changed = columns
    .filter((name) => !key.includes(name))
    .map((name) => `${name} = excluded.${name}`)
    .join(', ');
  return `${insertMany(table, columns)} ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${changed}`;
}
