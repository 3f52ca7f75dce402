import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openInFlightStore } from '@agent-attribution/collector';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Records carried from round to round; the rest is released, so that a round does not read all that was ever written. */
const CARRIED = 300;
/** The long form is `npm run crash:collector`. */
const ROUNDS = Number(process.env['CRASH_ROUNDS'] ?? 4);
const APPENDER = new URL('endless-appender.mjs', import.meta.url).pathname;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-crash-'));
});

afterAll(() => rm(folder, { recursive: true }));

/** Starts a process that appends, and kills it after a while. */
const appendAndDie = async (into: string, durability: string, round: number): Promise<string> => {
  const child = spawn(process.execPath, [APPENDER, into, durability, String(round)]);
  const chunks: Buffer[] = [];
  const ended = new Promise((resolve) => {
    child.on('close', resolve);
  });
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      resolve();
    });
  });
  await expect(openInFlightStore({ folder: into })).rejects.toMatchObject({ code: 'folder_in_use' });
  await sleep(Math.random() * 300);
  child.kill('SIGKILL');
  await ended;
  return Buffer.concat(chunks).toString();
};

describe.each(['fsync', 'os'])('a process killed with durability %s', (durability) => {
  it(
    'leaves every acknowledged record behind, whole, and the folder free',
    async () => {
      const into = join(folder, durability);
      /** Across rounds: the next process appends to what the one before left. */
      const kept = new Map<number, { bytes: number; fill: number }>();
      let acknowledged = 0;
      for (let round = 1; round <= ROUNDS; round++) {
        const said = await appendAndDie(into, durability, round);
        // The last line may be cut: its reader was never told.
        for (const line of said.split('\n').slice(0, -1)) {
          const [word, id, bytes, fill] = line.split(' ');
          if (word === 'kept') {
            kept.set(Number(id), { bytes: Number(bytes), fill: Number(fill) });
            acknowledged += 1;
          } else kept.delete(Number(id));
        }
        const store = await openInFlightStore({ folder: into });
        const found = new Map<number, Uint8Array>();
        for await (const { id, body } of store.recover()) found.set(id, body);
        const missing = [...kept.keys()].filter((id) => !found.has(id));
        expect(missing).toEqual([]);
        for (const [id, { bytes, fill }] of kept) {
          expect(Buffer.alloc(bytes, fill).equals(found.get(id) ?? Buffer.of(0))).toBe(true);
        }
        const old = [...kept.keys()].slice(0, -CARRIED);
        store.release(old);
        for (const id of old) kept.delete(id);
        await store.close();
      }
      expect(acknowledged).toBeGreaterThan(ROUNDS);
    },
    10_000 + ROUNDS * 5_000,
  );
});
