import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readServeSettings } from './serve-settings.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'serve-settings-'));
});
afterAll(() => rm(folder, { recursive: true }));

const tokensOf = async (env: Record<string, string>) =>
  ((await readServeSettings(env)).tokens ?? []).map(({ token, scopes }) => `${token}: ${scopes.join(' ')}`);

describe('tokens', () => {
  it('come from three variables, several from each', async () => {
    expect(
      await tokensOf({
        AGENT_ATTRIBUTION_TOKEN: 'all',
        AGENT_ATTRIBUTION_READ_TOKEN: 'r1, r2,',
        AGENT_ATTRIBUTION_WRITE_TOKEN: 'w',
      }),
    ).toEqual(['all: read write', 'r1: read', 'r2: read', 'w: write']);
  });

  it('come from a file as well, one a line', async () => {
    const file = join(folder, 'tokens');
    await writeFile(file, 'one\n\n  two\r\n');
    expect(await tokensOf({ AGENT_ATTRIBUTION_TOKEN_FILE: file })).toEqual([
      'one: read write',
      'two: read write',
    ]);
  });

  it.each([[{}], [{ AGENT_ATTRIBUTION_TOKEN: '' }], [{ AGENT_ATTRIBUTION_TOKEN: ' , ' }]])(
    'are not asked for with %o',
    async (env: Record<string, string>) => {
      expect(await tokensOf(env)).toEqual([]);
    },
  );

  it.each([
    [
      { AGENT_ATTRIBUTION_READ_TOKEN: 'r' },
      'nobody could write, as every token is for something else: set AGENT_ATTRIBUTION_WRITE_TOKEN or AGENT_ATTRIBUTION_TOKEN as well',
    ],
    [
      { AGENT_ATTRIBUTION_WRITE_TOKEN: 'w' },
      'nobody could read, as every token is for something else: set AGENT_ATTRIBUTION_READ_TOKEN or AGENT_ATTRIBUTION_TOKEN as well',
    ],
    [
      { AGENT_ATTRIBUTION_TOKEN: 's3 cret' },
      'AGENT_ATTRIBUTION_TOKEN must be made of visible ASCII characters without blanks',
    ],
    [
      { AGENT_ATTRIBUTION_TOKEN_FILE: '/no/such/file' },
      'AGENT_ATTRIBUTION_TOKEN_FILE: cannot read /no/such/file (ENOENT)',
    ],
  ])('of %o are refused in one sentence', async (env: Record<string, string>, message) => {
    await expect(readServeSettings(env)).rejects.toMatchObject({ message, exitCode: 2 });
  });
});

describe('the rate limit', () => {
  it.each([
    [undefined, { requestsPerSecond: 50, burst: 500 }],
    ['0.05', { requestsPerSecond: 0.05, burst: 1 }],
    ['1000000', { requestsPerSecond: 1e6, burst: 1e7 }],
    ['0', undefined],
  ])('%s is %o', async (text, limit) => {
    const { rateLimit } = await readServeSettings({ AGENT_ATTRIBUTION_RATE_LIMIT: text });
    expect(rateLimit).toEqual(limit);
  });

  it.each(['-1', '1000001', 'many'])('is not %s', async (text) => {
    await expect(readServeSettings({ AGENT_ATTRIBUTION_RATE_LIMIT: text })).rejects.toMatchObject({
      message: `AGENT_ATTRIBUTION_RATE_LIMIT takes requests a second, from 0 (no limit) to 1000000, not "${text}"`,
    });
  });
});

describe('origins', () => {
  it('are listed', async () => {
    const env = { AGENT_ATTRIBUTION_CORS_ORIGINS: 'https://a.example, http://b.example:8080' };
    expect((await readServeSettings(env)).corsOrigins).toEqual([
      'https://a.example',
      'http://b.example:8080',
    ]);
  });

  it.each(['*', 'https://a.example/', 'a.example', 'null'])('are not such as %s', async (origin) => {
    await expect(readServeSettings({ AGENT_ATTRIBUTION_CORS_ORIGINS: origin })).rejects.toMatchObject({
      exitCode: 2,
    });
  });
});
