import { expect, it } from 'vitest';
import { BatchBuffers } from './batch-buffers.js';

it('gives a buffer out again once it was given back', () => {
  const buffers = new BatchBuffers(4, 1);
  const first = buffers.take();
  const second = buffers.take();
  expect(second).not.toBe(first);
  buffers.giveBack(first);
  expect(buffers.take()).toBe(first);
});

it('keeps no more than it may', () => {
  const buffers = new BatchBuffers(4, 1);
  const [kept, left] = [buffers.take(), buffers.take()];
  buffers.giveBack(kept);
  buffers.giveBack(left);
  expect([buffers.take() === kept, buffers.take() === left]).toEqual([true, false]);
});
