/** Everything `npm test` checks, in order; stops at the first thing that fails. Arguments go to the test runner. */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const tool = (path) => join(root, 'node_modules', ...path.split('/'));

const steps = [
  { name: 'types of the tests', file: tool('typescript/bin/tsc'), args: ['-p', 'test/tsconfig.json'] },
  { name: 'lint', file: tool('oxlint/bin/oxlint'), args: ['--type-aware', '--quiet'] },
  { name: 'format', file: tool('oxfmt/bin/oxfmt'), args: ['--check', '.'] },
  {
    name: 'tests',
    file: tool('vitest/vitest.mjs'),
    args: ['run', '--project', 'unit', '--project', 'integration', ...process.argv.slice(2)],
  },
];

for (const { name, file, args } of steps) {
  process.stderr.write(`— ${name}\n`);
  const { status } = spawnSync(process.execPath, [file, ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
