import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { halvesOf } from './int64.js';
import { ReverseWriter } from './reverse-writer.js';
import { WireReader } from './wire-reader.js';

describe('ReverseWriter', () => {
  it('writes varints that read as they were, in the fewest bytes', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (value) => {
        const { low, high } = halvesOf(value);
        const writer = new ReverseWriter();
        writer.varint(low, high);
        const bytes = Buffer.from(writer.finish());
        const reader = new WireReader(bytes, 0, bytes.length);
        reader.readVarint();
        expect([reader.low, reader.high, reader.position]).toEqual([low, high, bytes.length]);
        expect(bytes.length).toBe(Math.max(1, Math.ceil(value.toString(2).length / 7)));
      }),
    );
  });

  it('grows as it must', () => {
    const text = 'é'.repeat(300_000);
    const writer = new ReverseWriter();
    writer.textField(2, text);
    writer.textField(1, 'key');
    const bytes = Buffer.from(writer.finish());
    const start = bytes.length - Buffer.byteLength(text);
    expect(bytes.subarray(0, start).toString('hex')).toBe('0a036b657912c0cf24');
    expect(bytes.toString('utf8', start)).toBe(text);
  });

  it.each([1, 0x80, 2 ** 20])('grows with whatever comes when it is full, be it the number %i', (number) => {
    const writer = new ReverseWriter(1, true);
    const numbers = Array.from({ length: 50 }, () => number);
    for (const one of numbers) writer.varint(one, 0);
    const bytes = Buffer.from(writer.finish());
    const reader = new WireReader(bytes, 0, bytes.length);
    const read: number[] = [];
    while (reader.position < bytes.length) {
      reader.readVarint();
      read.push(reader.low);
    }
    expect(read).toEqual(numbers);
  });

  it('leaves what others have written alone, one after the other or at the same time', () => {
    const first = new ReverseWriter();
    first.textField(1, 'first');
    const inner = new ReverseWriter();
    inner.textField(1, 'inner');
    const texts = [inner, first].map((writer) => writer.finish());
    const third = new ReverseWriter();
    third.textField(1, 'third');
    expect([...texts, third.finish()].map((bytes) => Buffer.from(bytes).toString('utf8', 2))).toEqual([
      'inner',
      'first',
      'third',
    ]);
  });

  it('gives a nested message its length', () => {
    const writer = new ReverseWriter(4);
    const mark = writer.length;
    writer.textField(2, 'é'.repeat(100));
    writer.textField(1, 'key');
    writer.close(9, mark);
    const expected = Buffer.from([0x4a, 0xd0, 0x01, 0x0a, 3, ...Buffer.from('key'), 0x12, 0xc8, 0x01]);
    expect(Buffer.from(writer.finish())).toEqual(Buffer.concat([expected, Buffer.from('é'.repeat(100))]));
  });
});
