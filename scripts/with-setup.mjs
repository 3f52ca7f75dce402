/**
 * Makes a bare clone ready, then runs the command given: `node scripts/with-setup.mjs node something.js …`.
 * Installs when `node_modules` is missing or older than the lock, builds incrementally. All progress goes to stderr,
 * so that the command's own standard output stays clean.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const lock = join(root, 'package-lock.json');
const installed = join(root, 'node_modules', '.package-lock.json');
const windows = process.platform === 'win32';

const run = (command, args, options = {}) =>
  spawnSync(command, args, { cwd: root, stdio: ['inherit', 2, 2], ...options });

const orExit = (result, what) => {
  if (result.status === 0) return;
  process.stderr.write(
    `agent-attribution: ${what} failed${result.error ? `: ${result.error.message}` : ''}\n`,
  );
  process.exit(result.status ?? 1);
};

const isCurrent = existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs;
if (!isCurrent) {
  process.stderr.write('Installing dependencies (once) …\n');
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  orExit(run('npm', args, { shell: windows }), 'npm ci');
  const now = new Date();
  utimesSync(installed, now, now);
}

const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
orExit(run(process.execPath, [compiler, '-b']), 'the build');
orExit(run(process.execPath, [join(root, 'scripts', 'build-ui.mjs')]), 'the build of the user interface');

const [command, ...args] = process.argv.slice(2);
if (command !== undefined) {
  const result = spawnSync(command === 'node' ? process.execPath : command, args, { stdio: 'inherit' });
  process.exit(result.status ?? 1);
}
