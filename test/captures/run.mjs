/**
 * `npm run capture [-- name…]`: installs the lanes, runs each app on its real packages against a scripted model, and
 * writes what it sent as fixtures. `--check` writes nothing and fails where a fixture would be another.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { captureApp, versionsOf } from './capture-app.mjs';
import { CAPTURES } from './captures.mjs';
import { installLane } from './install-lane.mjs';
import { print } from './normalise.mjs';

const FIXTURES = join(dirname(fileURLToPath(import.meta.url)), 'fixtures');
const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const isCheck = process.argv.includes('--check');

const write = async (file, text) => {
  const path = join(FIXTURES, file);
  if (!isCheck) {
    await mkdir(FIXTURES, { recursive: true });
    await writeFile(path, text);
  } else if ((await readFile(path, 'utf8').catch(() => '')) !== text)
    throw new Error(`${file} would be another`);
};

const unknown = names.filter((name) => !CAPTURES.some((capture) => capture.name === name));
if (unknown.length > 0) {
  console.error(`no capture ${unknown.join(', ')}; there are ${CAPTURES.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

let failed = 0;
for (const capture of CAPTURES.filter(({ name }) => names.length === 0 || names.includes(name))) {
  try {
    if (!process.argv.includes('--no-install')) {
      installLane(capture.lane);
      if (capture.node === 24) installLane('node-24');
    }
    const served = {};
    for (const variant of Object.keys(capture.script)) {
      const { printed, document, served: tokens } = await captureApp(capture, variant);
      if (process.argv.includes('--verbose')) console.log(printed);
      await write(`${capture.name}-${variant}.json`, print(document));
      served[variant] = tokens;
    }
    const { name, convention, lane: _lane, node = 20, traced = 'register' } = capture;
    const meta = { name, convention, versions: await versionsOf(capture), node, traced, served };
    await write(`${name}.meta.json`, `${JSON.stringify(meta, null, 2)}\n`);
    console.log(`✓ ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`✗ ${capture.name}: ${error.message}`);
  }
}
process.exit(failed === 0 ? 0 : 1);
