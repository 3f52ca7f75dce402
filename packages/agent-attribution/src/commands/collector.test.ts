import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../main.js';

const SHIPPED = fileURLToPath(new URL('../../../../collector-config/attribution.yaml', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'collector-'));
});
afterAll(() => rm(folder, { recursive: true }));

const run = async (...args: readonly string[]) => {
  const written = { stdout: '', stderr: '' };
  const exitCode = await main(['collector', ...args], {
    stdin: (async function* () {})(),
    stdout: { write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text) },
    env: {},
  });
  return { exitCode, ...written };
};

const validate = async (yaml: string) => {
  const file = join(folder, 'config.yaml');
  await writeFile(file, yaml);
  return run('--config', file, '--validate');
};

describe('agent-attribution collector --validate', () => {
  it('says ok to the file that is shipped', async () => {
    expect(await run('--config', SHIPPED, '--validate')).toEqual({ exitCode: 0, stdout: 'ok\n', stderr: '' });
  });

  it('has no tracker', async () => {
    const { exitCode, stderr } = await validate(
      (await readFile(SHIPPED, 'utf8')).replace('\nservice:', '\ntracker:\nservice:'),
    );
    expect(exitCode).toBe(2);
    expect(stderr).toContain('agent-attribution serve --config');
  });

  it('says in one line for each problem what is wrong, and exits 2', async () => {
    const { exitCode, stdout, stderr } = await validate('receivers:\nexporter:\nprocessors:\nservice:');
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    const file = join(folder, 'config.yaml');
    expect(stderr.split('\n')).toEqual([
      `agent-attribution: ${file}: receivers.otlp: is missing; expected a map`,
      `  ${file}: processors.attribution: is missing; expected a map`,
      `  ${file}: exporters: is missing; expected a map`,
      `  ${file}: service.pipelines: is missing; expected a map`,
      `  ${file}: exporter: unknown key; did you mean "exporters"?`,
      '',
    ]);
  });

  it.each([
    [['--validate'], 'collector needs --config FILE (see docs/configuration.md)'],
    [['--config', '/nowhere.yaml'], 'cannot read the configuration /nowhere.yaml: ENOENT'],
    [['attribution.yaml'], 'collector takes no argument "attribution.yaml"'],
  ])('exits 2 with %j', async (args, message) => {
    expect(await run(...args)).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `agent-attribution: ${message}\n`,
    });
  });
});
