import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '@agent-attribution/tracker';
import { expect, it } from 'vitest';
import { recount } from '../../packages/tracker/src/testing/recount.js';

/** `npm run crash:tracker` kills 20 times. */
const KILLS = Number(process.env['CRASHES'] ?? 3);
const RUNS_BEFORE_KILL = 60;

/** Ids that a writer was told are kept, until it was killed in the middle of its work. */
async function writeAndKill(dataDir: string, round: number): Promise<readonly string[]> {
  const writer = new URL('./crash-writer.mjs', import.meta.url).pathname;
  const child = spawn(process.execPath, [writer, dataDir, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  // A different number each time, so that the kill meets the writer at different work.
  for await (const chunk of child.stdout) {
    output += String(chunk);
    if (output.split('\n').length > RUNS_BEFORE_KILL + round * 7) break;
  }
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return output.split('\n').slice(0, -1);
}

function integrityOf(path: string): unknown {
  const own = process.getBuiltinModule('node:sqlite') as { readonly DatabaseSync: unknown } | undefined;
  const require = createRequire(new URL('../../packages/tracker/package.json', import.meta.url));
  const Database = (own?.DatabaseSync ?? require('libsql')) as new (path: string) => {
    prepare(sql: string): { all(): readonly Record<string, unknown>[] };
    close(): void;
  };
  const database = new Database(path);
  const rows = database.prepare('PRAGMA integrity_check').all();
  database.close();
  return rows.flatMap((row) => Object.values(row));
}

it(
  `keeps every acknowledged run and its roll-ups through ${KILLS} kills`,
  { timeout: KILLS * 30_000 },
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'tracker-crash-'));
    const acknowledged = new Set<string>();
    for (let round = 1; round <= KILLS; round++)
      for (const traceId of await writeAndKill(dataDir, round)) acknowledged.add(traceId);
    expect(acknowledged.size).toBeGreaterThan(KILLS * (RUNS_BEFORE_KILL / 2));

    const store = await openSqliteStore({ dataDir });
    for (const traceId of acknowledged) expect((await store.getRun(traceId))?.traceId).toBe(traceId);
    expect(await store.agentPeriods({ from: 0 })).toEqual(await recount(store, 0));
    await store.close();
    expect(integrityOf(join(dataDir, 'tracker.db'))).toEqual(['ok']);
    await rm(dataDir, { recursive: true });
  },
);
