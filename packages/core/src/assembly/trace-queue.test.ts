import { describe, expect, it } from 'vitest';
import { leaveQueue, type Queued, TraceQueue } from './trace-queue.js';

class Item implements Queued<Item> {
  queue: TraceQueue<Item> | undefined = undefined;
  before: Item | undefined = undefined;
  after: Item | undefined = undefined;
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

const items = (...names: string[]) => names.map((name) => new Item(name));

const namesIn = (queue: TraceQueue<Item>) => {
  const names: string[] = [];
  for (let item = queue.first; item !== undefined; item = item.after) names.push(item.name);
  return names.join('');
};

describe('TraceQueue', () => {
  it.each([
    ['first', 0, 'bca'],
    ['middle', 1, 'acb'],
    ['last', 2, 'abc'],
  ])('moves the %s to the end', (_, index, expected) => {
    const queue = new TraceQueue<Item>();
    const all = items('a', 'b', 'c');
    for (const item of all) queue.push(item);
    const moved = all[index];
    if (moved !== undefined) queue.push(moved);
    expect(namesIn(queue)).toBe(expected);
  });

  it.each([
    ['first', 0, 'bc'],
    ['middle', 1, 'ac'],
    ['last', 2, 'ab'],
  ])('closes the gap that the %s leaves, and takes others after it', (_, index, expected) => {
    const queue = new TraceQueue<Item>();
    const all = items('a', 'b', 'c');
    for (const item of all) queue.push(item);
    const left = all[index];
    if (left !== undefined) leaveQueue(left);
    expect(namesIn(queue)).toBe(expected);
    queue.push(new Item('d'));
    expect(namesIn(queue)).toBe(`${expected}d`);
  });

  it('takes a trace out of the queue that it was in', () => {
    const [before, after] = [new TraceQueue<Item>(), new TraceQueue<Item>()];
    for (const item of items('a', 'b')) before.push(item);
    const moved = before.first;
    if (moved !== undefined) after.push(moved);
    expect([namesIn(before), namesIn(after)]).toEqual(['b', 'a']);
  });

  it('is empty when its only trace has left, and can be used again', () => {
    const queue = new TraceQueue<Item>();
    const only = new Item('a');
    queue.push(only);
    leaveQueue(only);
    leaveQueue(only);
    expect(queue.first).toBeUndefined();
    queue.push(only);
    expect(namesIn(queue)).toBe('a');
  });
});
