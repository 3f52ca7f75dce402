import { MAX_ARRAY } from './small-set.js';

const ROOM = holes(8);
const MORE_ROOM = holes(16);

/**
 * The array, or a copy, with room for an item behind the `size` that it holds; behind that there may be holes. Engines leave
 * room for half as many again and 16 more when an array grows, which most traces never need, and one that is copied to just
 * what it needs, item by item, leaves ten times its size behind.
 *
 * The item is put there by the caller: engines learn for each place in the code what kind of array it fills, and numbers
 * that lie in an array of numbers take a third of the memory.
 */
export function withRoom<T>(array: T[], size: number): T[] {
  if (size < array.length || size >= MAX_ARRAY) return array;
  return array.concat(size < ROOM.length ? ROOM : MORE_ROOM);
}

function holes(count: number): readonly never[] {
  const array: never[] = [];
  array.length = count;
  return array;
}
