import { describe, expect, it } from 'vitest';
import { gate } from '../../../../test/helpers/gate.js';
import { WorkQueue } from './work-queue.js';

describe('WorkQueue', () => {
  it('runs as many jobs at a time as allowed, in their order', async () => {
    const queue = new WorkQueue(
      (running) => running < 2,
      () => {},
    );
    const started: number[] = [];
    const gates = [gate(), gate(), gate()];
    gates.forEach(({ passed }, n) => {
      queue.add(async () => {
        started.push(n);
        await passed;
      });
    });
    await expect.poll(() => started).toEqual([0, 1]);
    gates[1]?.open();
    await expect.poll(() => started).toEqual([0, 1, 2]);
    for (const one of gates) one.open();
    await queue.idle();
    expect(queue.size).toBe(0);
  });

  it('goes on after a job that fails, and tells of it', async () => {
    const errors: unknown[] = [];
    const queue = new WorkQueue(
      (running) => running < 1,
      (error) => errors.push(error),
    );
    const done: string[] = [];
    queue.add(() => Promise.reject(new Error('first')));
    queue.add(() => Promise.resolve(void done.push('second')));
    await queue.idle();
    expect([errors, done]).toEqual([[new Error('first')], ['second']]);
  });
});
