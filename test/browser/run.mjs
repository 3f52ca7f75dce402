/** Runs the browser tests; where no browser is and none can be had, says so in one sentence and passes. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { browserPath } from './open-browser.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

function apt(...args) {
  return spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
}

if (browserPath() === undefined && process.getuid?.() === 0) {
  process.stderr.write('Installing chromium (once) …\n');
  apt('update');
  apt('install', '-y', 'chromium');
}
if (browserPath() === undefined) {
  process.stdout.write(
    'Browser tests skipped: there is no chromium here; install it, or name one in CHROMIUM.\n',
  );
  process.exit(0);
}
const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config',
    'test/browser/vitest.config.mjs',
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit' },
);
process.exit(status ?? 1);
