import { describe, expect, it } from 'vitest';
import { BodyMemory } from './body-memory.js';

const KIB = 1024;

describe('BodyMemory', () => {
  it.each([
    [64 * KIB, 64 * KIB],
    [64 * KIB + 1, 128 * KIB],
    [128 * KIB + 1, 256 * KIB],
    [256 * KIB, 256 * KIB],
    [256 * KIB + 1, 256 * KIB + 1],
  ])('takes for %i bytes a piece of %i', (bytes, size) => {
    expect(new BodyMemory().take(bytes).buffer.byteLength).toBe(size);
  });

  it('lends a piece to one at a time', () => {
    const memory = new BodyMemory();
    const first = memory.take(100 * KIB);
    const second = memory.take(100 * KIB);
    expect(second.buffer).not.toBe(first.buffer);
    memory.giveBack(first.subarray(0, 10));
    memory.giveBack(first);
    const [third, fourth] = [memory.take(100 * KIB), memory.take(100 * KIB)];
    expect(third.buffer).toBe(first.buffer);
    expect(fourth.buffer).not.toBe(first.buffer);
  });

  it('leaves alone what came from elsewhere', () => {
    const memory = new BodyMemory();
    const foreign = Buffer.allocUnsafeSlow(128 * KIB);
    memory.giveBack(foreign);
    expect(memory.isLent(foreign)).toBe(false);
    expect(memory.take(128 * KIB).buffer).not.toBe(foreign.buffer);
  });

  it('keeps no more than its limit', () => {
    const memory = new BodyMemory(128 * KIB);
    const pieces = [memory.take(128 * KIB), memory.take(128 * KIB)];
    for (const piece of pieces) memory.giveBack(piece);
    const again = [memory.take(128 * KIB), memory.take(128 * KIB)];
    expect(again.map(({ buffer }) => pieces.some((piece) => piece.buffer === buffer))).toEqual([true, false]);
  });

  it('takes exactly what is asked for when nothing will be given back', () => {
    expect(new BodyMemory(0).take(100 * KIB).buffer.byteLength).toBe(100 * KIB);
  });
});
