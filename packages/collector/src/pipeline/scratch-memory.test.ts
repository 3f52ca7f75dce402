import { expect, it } from 'vitest';
import { ScratchMemory } from './scratch-memory.js';

it('gives the same memory again and again, in the size that is asked for', () => {
  const { take } = new ScratchMemory();
  const [first, second] = [take(3), take(5)];
  expect([first.length, second.length]).toEqual([3, 5]);
  expect(second.buffer).toBe(first.buffer);
});

it.each([
  [256 * 1024, 1],
  [256 * 1024 + 1, 2],
])('gives out %d bytes twice as %d pieces of memory', (bytes, pieces) => {
  const { take } = new ScratchMemory();
  expect(new Set([take(bytes).buffer, take(bytes).buffer]).size).toBe(pieces);
});
