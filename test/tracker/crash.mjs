/** The long form of `crash.test.ts`: 20 kills. */
import { spawnSync } from 'node:child_process';

const vitest = new URL('../../node_modules/vitest/vitest.mjs', import.meta.url).pathname;
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--project', 'integration', 'test/tracker/crash.test.ts'],
  { stdio: 'inherit', env: { ...process.env, CRASHES: process.env.CRASHES ?? '20' } },
);
process.exit(status ?? 1);
