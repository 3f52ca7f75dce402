import { expect, it } from 'vitest';
import { BodyBuffer } from './body-buffer.js';

const gather = (announcedBytes: number, ...chunks: string[]) => {
  const buffer = new BodyBuffer(announcedBytes);
  for (const chunk of chunks) buffer.add(Buffer.from(chunk));
  return buffer;
};

it.each([0, 3, 6, 100])(
  'gives back all chunks in their order when %i bytes were announced',
  (announcedBytes) => {
    const buffer = gather(announcedBytes, 'ab', 'c', 'def');
    expect(buffer.length).toBe(6);
    expect(String(buffer.finish())).toBe('abcdef');
  },
);

it('holds no more memory than the body has, whatever was announced', () => {
  const long = 'a'.repeat(5_000);
  for (const announcedBytes of [0, 5_000, 9_000]) {
    expect(gather(announcedBytes, long).finish().buffer.byteLength).toBe(5_000);
  }
});

it('believes 256 KiB, and takes what is beyond as it comes', () => {
  const chunk = Buffer.alloc(2 ** 18, 'a');
  const buffer = new BodyBuffer(2 ** 30);
  for (const part of [chunk, chunk, Buffer.from('b')]) buffer.add(part);
  const body = buffer.finish();
  expect([body.length, body.buffer.byteLength, body.at(-1)]).toEqual([2 ** 19 + 1, 2 ** 19 + 1, 98]);
});
