import { describe, expect, it } from 'vitest';
import { parseByteSize } from './byte-size.js';

describe('parseByteSize', () => {
  it.each([
    ['0', 0],
    ['4096', 4096],
    ['12B', 12],
    ['500kB', 500_000],
    ['64MiB', 67_108_864],
    ['1.5 GiB', 1_610_612_736],
    ['8191TiB', 8191 * 2 ** 40],
  ])('reads %s as %d bytes', (text, bytes) => {
    expect(parseByteSize(text)).toBe(bytes);
  });

  it.each(['', 'MiB', '-1', '64mib', '64 Mi', '1e3', '8192TiB', '64MiB '])('refuses "%s"', (text) => {
    expect(parseByteSize(text)).toBeUndefined();
  });
});
