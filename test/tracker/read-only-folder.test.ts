import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '@agent-attribution/tracker';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const NOBODY = 65_534;

/** Opens the store as a user who has no special rights: root may write everywhere. */
const openAsUser = (dataDir: string): string =>
  execFileSync(process.execPath, [new URL('./open-store.mjs', import.meta.url).pathname, dataDir], {
    encoding: 'utf8',
    ...(process.getuid?.() === 0 && { uid: NOBODY, gid: NOBODY }),
  });

describe.skipIf(process.platform === 'win32')('a folder that may only be read', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'tracker-'));
  });
  afterEach(async () => {
    await chmod(dataDir, 0o755);
    await rm(dataDir, { recursive: true });
  });

  it('is refused when it is empty', async () => {
    await chmod(dataDir, 0o555);
    expect(openAsUser(dataDir)).toMatch(/^storage_unavailable: The tracker cannot open .*tracker\.db: /);
  });

  it('is refused at once when it holds a database', async () => {
    await (await openSqliteStore({ dataDir })).close();
    await chmod(join(dataDir, 'tracker.db'), 0o444);
    await chmod(dataDir, 0o555);
    expect(openAsUser(dataDir)).toMatch(/^storage_unavailable: The tracker cannot (open|write to) /);
  });
});
