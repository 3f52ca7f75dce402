import { describe, expect, it } from 'vitest';
import { MalformedOtlpError } from './malformed-otlp-error.js';
import { MAX_MESSAGE_DEPTH, WireReader } from './wire-reader.js';

function over(...bytes: number[]): WireReader {
  return new WireReader(Buffer.from(bytes), 0, bytes.length);
}

function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof MalformedOtlpError) return error.reason;
    throw error;
  }
  return 'nothing';
}

/** Steps over every field. */
function skipAll(reader: WireReader): void {
  while (reader.next()) reader.skip();
}

const groups = (depth: number) =>
  over(...Array<number>(depth).fill(0x0b), ...Array<number>(depth).fill(0x0c));

describe('WireReader', () => {
  it('reads a number of ten bytes and refuses one of eleven', () => {
    const reader = over(...Array<number>(9).fill(0xff), 0x01);
    reader.readVarint();
    expect([reader.low, reader.high]).toEqual([0xffffffff, 0xffffffff]);
    expect(refusal(() => over(...Array<number>(10).fill(0xff), 0x01).readVarint())).toBe('varint');
  });

  it('checks a length against the end of the enclosing message, not of the buffer', () => {
    const bytes = Buffer.from([0x0a, 0x02, 0x61, 0x62]);
    expect(refusal(() => skipAll(new WireReader(bytes, 0, 4)))).toBe('nothing');
    expect(refusal(() => skipAll(new WireReader(bytes, 0, 3)))).toBe('truncated');
  });

  it('refuses a length of more than 32 bits', () => {
    expect(refusal(() => skipAll(over(0x0a, 0x80, 0x80, 0x80, 0x80, 0x10)))).toBe('truncated');
  });

  it.each([
    ['a tag', [0x80]],
    ['a varint', [0x08, 0x80]],
    ['a fixed64', [0x09, 1, 2, 3, 4, 5, 6, 7]],
    ['a fixed32', [0x0d, 1, 2, 3]],
  ])('refuses %s that is cut off', (_, bytes) => {
    expect(refusal(() => skipAll(over(...bytes)))).toBe('truncated');
  });

  it.each([
    ['field number 0', [0x00, 0x00], 'field_number'],
    ['a field number beyond 32 bits', [0x80, 0x80, 0x80, 0x80, 0x10, 0x00], 'field_number'],
    ['wire type 6', [0x0e], 'wire_type'],
    ['the end of a group that never began', [0x0c], 'group'],
    ['a group without an end', [0x0b, 0x08, 0x01], 'group'],
    ['a group that another number ends', [0x0b, 0x14], 'group'],
  ])('refuses %s', (_, bytes, reason) => {
    expect(refusal(() => skipAll(over(...bytes)))).toBe(reason);
  });

  it('steps over groups up to the nesting limit', () => {
    expect(refusal(() => skipAll(groups(MAX_MESSAGE_DEPTH)))).toBe('nothing');
    expect(refusal(() => skipAll(groups(MAX_MESSAGE_DEPTH + 1)))).toBe('depth');
  });

  it('says in one sentence where the data breaks', () => {
    expect(() => skipAll(over(0x08, 0x01, 0x0a, 0x09))).toThrow(
      'The OTLP data is malformed at byte 2: a length runs past the end of its message.',
    );
  });
});
