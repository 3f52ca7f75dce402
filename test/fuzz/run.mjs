/** The long form of the receivers' fuzz test: `npm run fuzz:collector -- --requests 1000000 --seed 7`. */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
process.stderr.write(`— ${values.requests} requests, seed ${values.seed}\n`);
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', 'test/fuzz/receivers.test.ts', '--project=integration', '--disable-console-intercept'],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, FUZZ_REQUESTS: values.requests, FUZZ_SEED: values.seed },
  },
);
process.exit(status ?? 1);
