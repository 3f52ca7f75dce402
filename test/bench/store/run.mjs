/**
 * CPU per request of the in-flight store against LMDB and LevelDB, and the time that each takes to give back what was in
 * flight: 32 senders append, and each record is released when a number of others have come. Rounds alternate, medians
 * are printed.
 * `npm run bench:store [-- --rounds 7]`
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openInFlightStore } from '@agent-attribution/collector';
import { median } from '../rounds.mjs';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const cwd = fileURLToPath(new URL('.', import.meta.url));
const install = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
if (spawnSync('npm', install, { cwd, stdio: 'inherit' }).status !== 0) process.exit(1);
const { open: openLmdb } = await import('lmdb');
const { ClassicLevel } = await import('classic-level');

const SENDERS = 32;
const MAX_BYTES = 2 ** 33;
const BODIES = [
  { bytes: 100_000, requests: 2_000, inFlight: 500 },
  { bytes: 8_000, requests: 12_000, inFlight: 3_000 },
];

/** Each opens a folder and tells how to append, release, read all, and close. */
const STORES = {
  log: async (folder, durability) => {
    const store = await openInFlightStore({ folder, durability, maxBytes: MAX_BYTES });
    return {
      append: (body) => store.append({ signal: 'traces', body }),
      release: (id) => store.release([id]),
      recover: async () => {
        let bytes = 0;
        for await (const { body } of store.recover()) bytes += body.length;
        return bytes;
      },
      close: () => store.close(),
    };
  },
  lmdb: async (folder, durability) => {
    const db = openLmdb(folder, {
      encoding: 'binary',
      keyEncoding: 'uint32',
      overlappingSync: false,
      noSync: durability === 'os',
      mapSize: MAX_BYTES,
    });
    let next = 1;
    return {
      append: async (body) => {
        const id = next++;
        await db.put(id, body);
        return id;
      },
      release: (id) => void db.remove(id),
      recover: async () => {
        let bytes = 0;
        for (const { value } of db.getRange()) bytes += value.length;
        return bytes;
      },
      close: () => db.close(),
    };
  },
  level: async (folder, durability) => {
    const db = new ClassicLevel(folder, { valueEncoding: 'view', compression: false });
    await db.open();
    const sync = durability === 'fsync';
    let next = 1;
    const deleting = new Set();
    return {
      append: async (body) => {
        const id = String(next++).padStart(12, '0');
        await db.put(id, body, { sync });
        return id;
      },
      release: (id) => {
        const deleted = db.del(id).finally(() => deleting.delete(deleted));
        deleting.add(deleted);
      },
      recover: async () => {
        let bytes = 0;
        for await (const value of db.values()) bytes += value.length;
        return bytes;
      },
      close: async () => {
        await Promise.all(deleting);
        await db.close();
      },
    };
  },
};

const each = async (store, requests, body, inFlight) => {
  let left = requests;
  const held = [];
  const sender = async () => {
    while (left-- > 0) {
      held.push(await store.append(body));
      if (held.length > inFlight) store.release(held.shift());
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
};

const run = async (open, durability, { bytes, requests, inFlight }) => {
  const folder = await mkdtemp(join(tmpdir(), 'store-bench-'));
  const body = Buffer.alloc(bytes, 'The quick brown fox. ');
  const cpu = process.cpuUsage();
  const start = performance.now();
  const store = await open(folder, durability);
  await each(store, requests, body, inFlight);
  await store.close();
  const { user, system } = process.cpuUsage(cpu);
  const result = { cpu: (user + system) / requests, wall: ((performance.now() - start) * 1000) / requests };
  await rm(folder, { recursive: true });
  return result;
};

const recovery = async (open, { bytes, requests }) => {
  const folder = await mkdtemp(join(tmpdir(), 'store-bench-'));
  const first = await open(folder, 'os');
  await each(first, requests, Buffer.alloc(bytes, 'The quick brown fox. '), requests);
  await first.close();
  const start = performance.now();
  const again = await open(folder, 'os');
  if ((await again.recover()) !== bytes * requests) throw new Error('not all came back');
  const ms = performance.now() - start;
  await again.close();
  await rm(folder, { recursive: true });
  return ms;
};

const row = (...cells) =>
  console.log(cells.map((cell, i) => (i < 3 ? String(cell).padEnd(12) : String(cell).padStart(16))).join(''));

row('body', 'durability', 'store', 'CPU us/request', 'against log', 'wall us/request');
for (const body of BODIES) {
  for (const durability of ['fsync', 'os']) {
    const samples = Object.fromEntries(Object.keys(STORES).map((name) => [name, []]));
    for (let round = -1; round < Number(values.rounds); round++) {
      for (const [name, open] of Object.entries(STORES)) {
        const sample = await run(open, durability, body);
        if (round >= 0) samples[name].push(sample);
      }
    }
    const cpuOf = (name) => median(samples[name].map(({ cpu }) => cpu));
    for (const name of Object.keys(STORES)) {
      const wall = median(samples[name].map((sample) => sample.wall));
      const ratio = (cpuOf(name) / cpuOf('log')).toFixed(2);
      row(`${body.bytes / 1000} kB`, durability, name, cpuOf(name).toFixed(0), ratio, wall.toFixed(0));
    }
  }
}
row('body', 'recovered', 'store', 'ms');
for (const body of BODIES) {
  for (const [name, open] of Object.entries(STORES)) {
    const times = [];
    for (let round = 0; round < 3; round++) times.push(await recovery(open, body));
    row(
      `${body.bytes / 1000} kB`,
      `${Math.round((body.bytes * body.requests) / 1e6)} MB`,
      name,
      median(times).toFixed(0),
    );
  }
}
