/**
 * Appends records until it is killed. Says `kept ID BYTES SEED` for each one that was acknowledged, and `released ID`
 * before it releases one. A record's bytes follow from its seed.
 */
import { openInFlightStore } from '@agent-attribution/collector';

const [folder, durability, seed] = process.argv.slice(2);
const store = await openInFlightStore({ folder, durability });
let state = Number(seed);
const random = (below) => {
  state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};

const appendAndRelease = async () => {
  const bytes = random(20) === 0 ? random(400_000) : random(4_000);
  const fill = random(256);
  const id = await store.append({ signal: 'traces', body: Buffer.alloc(bytes, fill) });
  process.stdout.write(`kept ${id} ${bytes} ${fill}\n`);
  if (random(3) === 0) return;
  process.stdout.write(`released ${id}\n`);
  store.release([id]);
};

const run = async () => {
  for (;;) await appendAndRelease();
};
await Promise.all([run(), run(), run(), run()]);
