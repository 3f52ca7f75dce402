/**
 * Builds the Collector and the Jaeger that the end-to-end tests talk to, then runs those tests. Where there is no Go it
 * says so and is content. Arguments go to the test runner.
 */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const run = (args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;

const NO_GO = 3;

const built = run([join(root, 'scripts', 'build-peers.mjs')]);
if (built === NO_GO) process.exit(0);
if (built !== 0) process.exit(built);

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
process.exit(run([vitest, 'run', '--config', 'test/e2e/vitest.config.ts', ...process.argv.slice(2)]));
