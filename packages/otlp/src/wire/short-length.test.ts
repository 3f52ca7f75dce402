import { describe, expect, it } from 'vitest';
import { shortLength } from './short-length.js';
import { WireReader } from './wire-reader.js';

describe('shortLength', () => {
  it.each([
    ['no byte', [0], 0, 1],
    ['the last of one byte', [0x7f], 127, 1],
    ['the first of two bytes', [0x80, 0x01], 128, 2],
    ['the last of two bytes', [0xff, 0x7f], 16_383, 2],
    ['the first of three bytes', [0x80, 0x80, 0x01], 16_384, 3],
    ['the last of three bytes', [0xff, 0xff, 0x7f], 2_097_151, 3],
    ['one that is longer than it has to be', [0x81, 0x80, 0x00], 1, 3],
  ])('reads %s as a reader does', (_, given, length, size) => {
    const bytes = Buffer.from(given);
    const reader = new WireReader(bytes, 0, bytes.length);
    reader.readVarint();
    expect([reader.low, reader.position]).toEqual([length, size]);
    expect(shortLength(bytes, 0)).toBe(length * 4 + size);
  });

  it('leaves a length of four bytes to a reader', () => {
    expect(shortLength(Buffer.from([0x80, 0x80, 0x80, 0x01]), 0)).toBe(0);
  });
});
