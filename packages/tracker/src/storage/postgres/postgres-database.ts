import pg from 'pg';
import type { SqlRow, SqlValue } from '../sql/columns.js';
import { TrackerError } from '../../tracker-error.js';
import { isConnectionLoss, toTrackerError } from './postgres-errors.js';

/** Values of one column of many rows, for `unnest`. */
export type SqlParameter = SqlValue | readonly SqlValue[];

/** One connection: SQL with `?` for each value. */
export interface Connection {
  query(sql: string, values?: readonly SqlParameter[]): Promise<readonly SqlRow[]>;
}

export interface PostgresDatabase extends Connection {
  /** Runs the action in a transaction of its own, again from the start when the connection was lost. */
  transaction<T>(action: (connection: Connection) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 60_000;
/** Waits before a lost connection is tried again; after the last one the error is told. */
const BACKOFF_MS = [100, 300, 1_000, 3_000];
const INT8 = 20;
const NUMERIC = 1700;

export interface PostgresOptions {
  readonly url: string;
  /** Connections at most. */
  readonly maxConnections: number;
  /** Waits between tries. Default timers. */
  readonly wait?: (ms: number) => Promise<void>;
}

export function openDatabase({ url, maxConnections, wait = sleep }: PostgresOptions): PostgresDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    application_name: 'agent-attribution',
    types: { getTypeParser },
  });
  // A connection that breaks while it is idle: the next one that is asked for is a new one.
  pool.on('error', () => undefined);

  const again = async <T>(action: () => Promise<T>): Promise<T> => {
    for (let tries = 0; ; tries++) {
      try {
        return await action();
      } catch (error) {
        const backoffMs = BACKOFF_MS[tries];
        if (backoffMs === undefined || !isConnectionLoss(error)) throw toTrackerError(error, url);
        await wait(backoffMs);
      }
    }
  };
  return {
    query: (sql, values = []) => again(() => ask(pool, sql, values)),
    transaction: (action) =>
      again(async () => {
        const client = await pool.connect();
        let broken: Error | undefined;
        const onError = (error: Error): void => void (broken = error);
        client.on('error', onError);
        try {
          await client.query('BEGIN');
          const result = await action({ query: (sql, values = []) => ask(client, sql, values) });
          await client.query('COMMIT');
          return result;
        } catch (error) {
          await client.query('ROLLBACK').catch((reason: Error) => (broken ??= reason));
          throw error;
        } finally {
          client.off('error', onError);
          client.release(broken);
        }
      }),
    close: () => pool.end(),
  };
}

async function ask(
  client: pg.Pool | pg.PoolClient,
  sql: string,
  values: readonly SqlParameter[],
): Promise<readonly SqlRow[]> {
  let place = 0;
  const numbered = sql.replaceAll('?', () => `$${++place}`);
  const { rows } = await client.query<Record<string, unknown>>(numbered, values.map(toParameter));
  return rows;
}

/** What is no number is null: the schema then refuses it where it has to be known. */
function toParameter(value: SqlParameter): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return Array.isArray(value) ? value.map(toParameter) : value;
}

/** Whole numbers of 64 bits as numbers: ours stay below 2^53. */
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === INT8 || oid === NUMERIC ? Number : pg.types.getTypeParser(oid, format);

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** @throws {TrackerError} when the address is none of a PostgreSQL database. */
export function requireUrl(url: string): void {
  if (URL.canParse(url) && /^postgres(ql)?:$/.test(new URL(url).protocol)) return;
  throw new TrackerError(
    'invalid_option',
    'The address of the database must look like postgres://user:password@host:5432/name.',
  );
}
