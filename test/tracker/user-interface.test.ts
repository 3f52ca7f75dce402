import { readdir, readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

const FOLDER = new URL('../../packages/tracker/dist/ui/', import.meta.url);
const MAX_GZIPPED_BYTES = 40_000;

const assets = await Promise.all(
  (await readdir(new URL('assets/', FOLDER))).map(async (name) => ({
    name,
    body: await readFile(new URL(`assets/${name}`, FOLDER)),
  })),
);

it('is under 40 kB, compressed and in all', () => {
  const sizes = assets.map(({ name, body }) => [name, gzipSync(body).length] as const);
  const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
  process.stdout.write(
    `user interface: ${total} bytes gzipped (${sizes.map((one) => one.join(' ')).join(', ')})\n`,
  );
  expect(sizes.some(([name]) => name.endsWith('.js')) && sizes.some(([name]) => name.endsWith('.css'))).toBe(
    true,
  );
  expect(total).toBeLessThan(MAX_GZIPPED_BYTES);
});

it('has a hash in the name of every file', () => {
  for (const { name } of assets) expect(name).toMatch(/-[\w-]{8}\.(js|css|svg)$/);
});

it('has nothing inline that the content policy would refuse, and no address but its own', async () => {
  const shell = await readFile(new URL('index.html', FOLDER), 'utf8');
  expect(shell).not.toMatch(/<style|style=|\son\w+=|<script(?![^>]*\ssrc=)/);
  const addresses = [...shell.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address);
  expect(addresses.length).toBeGreaterThan(2);
  for (const address of addresses) expect(address).toMatch(/^\/(assets\/|api\/|openapi\.json)/);
});

it('says without a script where the same is to be had', async () => {
  expect(await readFile(new URL('index.html', FOLDER), 'utf8')).toMatch(/<noscript>[^]*\/openapi\.json/);
});
