import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RecordQueue } from './record-queue.js';

it('has room again for what was taken', () => {
  const queue = new RecordQueue(10, 4);
  queue.push('ab');
  queue.push('cd');
  expect(queue.take(2)).toEqual(['ab', 'cd']);
  queue.push('ef');
  queue.push('gh');
  expect(queue.dropped).toBe(0);
  expect(queue.clear()).toBe(2);
});

it('drops the oldest of what is put back, not what came since', () => {
  const queue = new RecordQueue(2, 100);
  queue.push('1');
  queue.push('2');
  const taken = queue.take(2);
  queue.push('3');
  queue.putBack(taken);
  expect(queue.take(3)).toEqual(['2', '3']);
  expect(queue.dropped).toBe(1);
});

it('stays within its limits and keeps the order, whatever comes and goes', () => {
  const operation = fc.oneof(
    fc.record({ push: fc.string({ maxLength: 6 }) }),
    fc.record({ take: fc.integer({ min: 0, max: 4 }), back: fc.boolean() }),
  );
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 50 }), (operations) => {
      const queue = new RecordQueue(5, 12);
      let pushed = 0;
      let taken = 0;
      for (const operation of operations) {
        if ('push' in operation) {
          queue.push(operation.push);
          pushed += 1;
        } else {
          const records = queue.take(operation.take);
          if (operation.back) queue.putBack(records);
          else taken += records.length;
        }
        expect(queue.length).toBeLessThanOrEqual(5);
        expect(queue.length + queue.dropped + taken).toBe(pushed);
      }
      expect(queue.take(5).join('').length).toBeLessThanOrEqual(12);
    }),
  );
});
