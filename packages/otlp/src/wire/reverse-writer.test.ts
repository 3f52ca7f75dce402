import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { halvesOf } from './int64.js';
import { ownMemory, ReverseWriter } from './reverse-writer.js';
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

  it.each<[string, (writer: ReverseWriter) => void, string]>([
    ['a short number', (writer) => writer.varint(1, 0), '01'],
    ['a long number', (writer) => writer.varint(300, 0), 'ac02'],
    ['a short text', (writer) => writer.textField(1, 'a'), '0a0161'],
    ['a text that is not ASCII', (writer) => writer.textField(1, 'é'), '0a02c3a9'],
    ['a few bytes', (writer) => writer.bytes(Buffer.from([1, 2])), '0102'],
    ['many bytes', (writer) => writer.bytes(Buffer.alloc(30, 1)), '01'.repeat(30)],
    ['a number of four bytes', (writer) => writer.fixed32Field(1, 1), '0d01000000'],
    ['a number of eight bytes', (writer) => writer.fixed64Field(1, 1, 2), '090100000002000000'],
    ['a double', (writer) => writer.doubleField(1, 1), '09000000000000f03f'],
    ['a length', (writer) => writer.close(1, writer.length), '0a00'],
  ])('makes room for %s wherever the memory ends', (_, write, expected) => {
    for (let left = 0; left <= 32; left++) {
      const writer = new ReverseWriter(100, ownMemory);
      writer.bytes(Buffer.alloc(100 - left, 0xff));
      write(writer);
      const written = Buffer.from(writer.finish());
      expect(written.toString('hex')).toBe(expected + 'ff'.repeat(100 - left));
    }
  });

  it.each([
    [15, 127, '7a7f'],
    [15, 128, '7a8001'],
    [16, 127, '82017f'],
  ])('closes field %d of %d bytes', (fieldNumber, length, expected) => {
    const writer = new ReverseWriter();
    writer.bytes(Buffer.alloc(length, 0xff));
    writer.close(fieldNumber, 0);
    expect(Buffer.from(writer.finish()).toString('hex')).toBe(expected + 'ff'.repeat(length));
  });

  it.each(['x', 'é', '✗', '😀', '\ud800'])('writes 100 of %o whatever room there is', (part) => {
    const text = part.repeat(100);
    const size = Buffer.byteLength(text);
    for (const room of [size - 1, size, text.length * 3 - 1, text.length * 3, text.length * 4]) {
      const writer = new ReverseWriter(room + 3, ownMemory);
      writer.bytes(Buffer.from('end'));
      writer.textField(1, text);
      const written = Buffer.from(writer.finish());
      expect(written.subarray(-size - 3).toString()).toBe(`${Buffer.from(text).toString()}end`);
      expect(written.length).toBe(1 + (size < 128 ? 1 : 2) + size + 3);
    }
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

  it('writes hex digits of either case as bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.boolean(), (bytes, isUpper) => {
        const hex = Buffer.from(bytes).toString('hex');
        const [writer, other] = [new ReverseWriter(), new ReverseWriter()];
        expect(writer.hexField(3, isUpper ? hex.toUpperCase() : hex)).toBe(true);
        other.bytesField(3, bytes);
        expect(Buffer.from(writer.finish())).toEqual(Buffer.from(other.finish()));
      }),
    );
  });

  it.each(['a', 'abc', 'ag', 'ga', '0/', '9:', '`a', '@A', 'G0', 'é0', '0\u0130', ' 1'])(
    'writes nothing of %j, which is no hex',
    (text) => {
      const writer = new ReverseWriter();
      writer.varint(7, 0);
      expect(writer.hexField(3, text)).toBe(false);
      expect([...writer.finish()]).toEqual([7]);
    },
  );

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
