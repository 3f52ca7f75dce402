/**
 * Builds the tracker's user interface into `packages/tracker/dist/ui`, unless what it is made of has not changed since.
 * Needs the packages built. Progress goes to stderr.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const ui = join(root, 'packages', 'tracker', 'ui');
const built = join(root, 'packages', 'tracker', 'dist', 'ui', 'index.html');
const stamp = join(root, 'node_modules', '.cache', 'agent-attribution', 'ui');

const inputs = [
  ...readdirSync(ui, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name)),
  join(root, 'packages', 'semantic-conventions', 'dist', 'values.js'),
  ...['preact', 'vite'].map((name) => join(root, 'node_modules', name, 'package.json')),
].sort();

const hash = createHash('sha256');
for (const path of inputs)
  hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0');
const wanted = hash.digest('hex');

if (!existsSync(built) || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  process.stderr.write('Building the user interface …\n');
  const { build } = await import('vite');
  await build({ configFile: join(ui, 'vite.config.ts'), logLevel: 'warn' });
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}
