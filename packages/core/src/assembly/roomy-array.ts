import { MAX_ARRAY } from './small-set.js';

const ROOM = holes(4);
const MORE_ROOM = holes(8);

/**
 * The array with an item behind the `size` that it holds; behind that there may be holes. Engines leave room for half as
 * many again and 16 more when an array grows, which most traces never need, and one that is copied to just what it needs, item
 * by item, leaves ten times its size behind.
 */
export function putAt<T>(array: T[], size: number, item: T): T[] {
  const hasRoom = size < array.length || size >= MAX_ARRAY;
  const roomy = hasRoom ? array : array.concat(size < MORE_ROOM.length ? ROOM : MORE_ROOM);
  roomy[size] = item;
  return roomy;
}

function holes(count: number): readonly never[] {
  const array: never[] = [];
  array.length = count;
  return array;
}
