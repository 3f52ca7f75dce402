import { expect, it } from 'vitest';
import { BodyBuffer } from './body-buffer.js';
import { BodyMemory } from './body-memory.js';

const KIB = 1024;

const gather = (announcedBytes: number, chunks: readonly Uint8Array[], memory = new BodyMemory(0)) => {
  const buffer = new BodyBuffer(announcedBytes, memory);
  for (const chunk of chunks) buffer.add(chunk);
  return buffer;
};

it.each([0, 3, 6, 100])(
  'gives back all chunks in their order when %i bytes were announced',
  (announcedBytes) => {
    const buffer = gather(
      announcedBytes,
      ['ab', 'c', 'def'].map((text) => Buffer.from(text)),
    );
    expect(buffer.length).toBe(6);
    expect(Buffer.from(buffer.finish()).toString()).toBe('abcdef');
  },
);

it('is empty when nothing came', () => {
  expect(gather(5, []).finish()).toHaveLength(0);
});

it('does not copy a body of one chunk', () => {
  const chunk = Buffer.alloc(5_000, 'a');
  expect(gather(5_000, [chunk]).finish()).toBe(chunk);
});

it('holds no more memory than the body has, whatever was announced', () => {
  const half = Buffer.alloc(2_500, 'a');
  for (const announcedBytes of [0, 5_000, 9_000]) {
    expect(gather(announcedBytes, [half, half]).finish().buffer.byteLength).toBe(5_000);
  }
  const shared = Buffer.alloc(10).subarray(2, 5);
  expect(gather(3, [shared]).finish().buffer.byteLength).toBe(3);
});

it('believes 256 KiB, and takes what is beyond as it comes', () => {
  const chunk = Buffer.alloc(128 * KIB, 'a');
  const buffer = gather(2 ** 30, [chunk, chunk, chunk, chunk, Buffer.from('b')]);
  const body = buffer.finish();
  const length = 512 * KIB + 1;
  expect([body.length, body.buffer.byteLength, body.at(-1)]).toEqual([length, length, 98]);
});

it.each([0, 150 * KIB])('uses memory again that was given back when %i bytes were announced', (announced) => {
  const memory = new BodyMemory();
  const chunks = (text: string) => [Buffer.alloc(64 * KIB, text), Buffer.alloc(86 * KIB, text)];
  const first = gather(announced, chunks('a'), memory).finish();
  memory.giveBack(first);
  const second = gather(announced, chunks('b'), memory).finish();
  expect(second.buffer).toBe(first.buffer);
  expect(Buffer.from(second).equals(Buffer.alloc(150 * KIB, 'b'))).toBe(true);
});
