import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';

interface Client {
  connect(): Promise<void>;
  query(sql: string): Promise<unknown>;
  end(): Promise<void>;
}

// The tracker's own driver: the tests need no other.
const require = createRequire(new URL('../../packages/tracker/package.json', import.meta.url));
const { Client } = require('pg') as { Client: new (url: string) => Client };

export async function runSql(url: string, sql: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

/** An empty schema of a database, as an address: what is made there stays there. */
export async function freshSchema(url: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `t${randomUUID().replaceAll('-', '')}`;
  await runSql(url, `CREATE SCHEMA ${name}`);
  return {
    url: `${url}?options=${encodeURIComponent(`-csearch_path=${name}`)}`,
    drop: () => runSql(url, `DROP SCHEMA ${name} CASCADE`),
  };
}
