/**
 * Runs the built packages against each OpenTelemetry SDK that we say we work with, on the Node that SDK needs. The
 * packages are copied into each lane, so that they find the lane's API and not the repository's.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, '..', '..', 'packages');
const PACKAGES = ['semantic-conventions', 'core', 'sdk', 'instrumentation'];
const LANES = [
  { folder: 'sdk-2', node: () => process.execPath },
  { folder: 'sdk-3', node: (lane) => join(lane, 'node_modules', 'node24', 'bin', 'node') },
];

const install = (lane) => {
  // Some packages name the Node that they need, which is the lane's and not the one that installs.
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'];
  const { status } = spawnSync('npm', args, {
    cwd: lane,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm ci failed in ${lane}`);
  for (const name of PACKAGES) {
    const target = join(lane, 'node_modules', '@agent-attribution', name);
    if (!existsSync(join(packages, name, 'dist', 'index.js')))
      throw new Error(`packages/${name} is not built`);
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target, { recursive: true });
    cpSync(join(packages, name, 'dist'), join(target, 'dist'), { recursive: true });
    cpSync(join(packages, name, 'package.json'), join(target, 'package.json'));
  }
};

const versionOf = (lane, name) =>
  JSON.parse(readFileSync(join(lane, 'node_modules', name, 'package.json'), 'utf8')).version;

let passed = 0;
let failed = 0;
for (const { folder, node } of LANES) {
  const lane = join(here, folder);
  install(lane);
  const { stdout, stderr, status } = spawnSync(node(lane), [join(lane, 'lane.mjs')], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  if (status !== 0) {
    console.log(`✗ ${folder} ended with ${status}\n${stderr}`);
    failed += 1;
    continue;
  }
  const report = JSON.parse(stdout.trim().split('\n').at(-1));
  console.log(`${report.lane} · API ${versionOf(lane, '@opentelemetry/api')} · Node ${report.node}`);
  for (const { what, passed: ok, error } of report.results) {
    console.log(`  ${ok ? '✓' : '✗'} ${what}${ok ? '' : `\n${error}`}`);
    if (ok) passed += 1;
    else failed += 1;
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
