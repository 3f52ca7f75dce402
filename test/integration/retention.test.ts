import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ingestTrace, openSqliteStore } from '@agent-attribution/tracker';
import { expect, it } from 'vitest';
import { healthy } from '../../packages/tracker/src/testing/runs.js';
import { spansOf } from '../../packages/tracker/src/testing/spans.js';
import { RunningCommand } from '../helpers/command.js';

const DAY_MS = 86_400_000;

it.each([
  [['--keep', '90d'], 89, 1],
  [['--keep', '90d'], 91, 0],
  [[], 91, 0],
  [['--keep', 'all'], 91, 1],
  [['--keep', 'all', '--max-size', '1G'], 91, 1],
])('serve %j leaves of a run of %i days: %i', async (args, days, left) => {
  const folder = await mkdtemp(join(tmpdir(), 'retention-'));
  const before = await openSqliteStore({
    dataDir: folder,
    writer: 'inline',
    now: () => Date.now() - days * DAY_MS,
  });
  await ingestTrace(before, { spans: spansOf(healthy) });
  await before.close();

  const ports = ['--port', '0', '--otlp-http-port', '0', '--otlp-grpc-port', '0'];
  const command = new RunningCommand(['serve', ...ports, '--data', folder, ...args]);
  await command.said(/Runs\s+(\S+)/);
  // Ending waits for the round under way.
  expect(await command.stop()).toBe(0);
  const after = await openSqliteStore({ dataDir: folder, writer: 'inline' });
  expect((await after.stats()).runs).toBe(left);
  await after.close();
  await rm(folder, { recursive: true });
});
