import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inflate } from './inflate.js';

const BODY = Buffer.from('a'.repeat(1000));

describe('inflate', () => {
  it.each([undefined, '', 'identity', 'Identity'])(
    'leaves a body of encoding %j as it is',
    async (encoding) => {
      expect(await inflate(BODY, encoding, 1)).toBe(BODY);
    },
  );

  it.each([1000, 300 * 1024])('undoes gzip of %d bytes', async (size) => {
    const body = randomBytes(size);
    expect(Buffer.from(await inflate(gzipSync(body), 'GZIP', size))).toEqual(body);
  });

  it.each([1000, 300 * 1024])('inflates up to the limit of %d bytes and not one more', async (size) => {
    const zipped = gzipSync(Buffer.alloc(size));
    expect(await inflate(zipped, 'gzip', size)).toHaveLength(size);
    await expect(inflate(zipped, 'gzip', size - 1)).rejects.toMatchObject({ status: 413 });
  });

  it('is not misled by data that announces less than it holds', async () => {
    const zipped = gzipSync(Buffer.alloc(300 * 1024));
    zipped.writeUInt32LE(1, zipped.length - 4);
    await expect(inflate(zipped, 'gzip', 1024 * 1024)).rejects.toMatchObject({ status: 400 });
    await expect(inflate(zipped, 'gzip', 1024)).rejects.toMatchObject({ status: 413 });
  });

  it.each([
    ['broken gzip', BODY, 'gzip'],
    ['gzip that is cut off', gzipSync(BODY).subarray(0, 20), 'gzip'],
    ['another encoding', BODY, 'br'],
  ])('refuses %s', async (_, body, encoding) => {
    await expect(inflate(body, encoding, 1000)).rejects.toMatchObject({ status: 400 });
  });

  it('takes an empty body for empty, whatever its encoding', async () => {
    expect(await inflate(new Uint8Array(), 'gzip', 10)).toHaveLength(0);
  });
});
