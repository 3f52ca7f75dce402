/** A number for each node, link or step of a trace: -1 where there is none. */
export type IndexList = number[] | Int32Array;

/**
 * From this length on memory counts more than the time to make a list. Below, a typed array costs four times as much as
 * an array (0.31 us against 0.07 us for 20 numbers, and the garbage collector has to track its buffer), and a trace
 * needs a dozen.
 */
const TYPED_FROM = 4096;

/** A slice of a list takes half the time that it takes to fill a new one. */
const FEW = 64;
const MINUS_ONES: readonly number[] = Array.from({ length: FEW }, () => -1);
const ZEROS: readonly number[] = Array.from({ length: FEW }, () => 0);
const ASCENDING: readonly number[] = Array.from({ length: FEW }, (_, place) => place);

/** A list of `length` places that all hold the same number, by default -1. */
export function indexList(length: number, value: -1 | 0 = -1): IndexList {
  if (length < TYPED_FROM) return numberList(length, value);
  const list = new Int32Array(length);
  return value === 0 ? list : list.fill(value);
}

/** The same as an array, however long it is. */
export function numberList(length: number, value: -1 | 0 = -1): number[] {
  if (length > FEW) return Array<number>(length).fill(value);
  return (value === 0 ? ZEROS : MINUS_ONES).slice(0, length);
}

/** The numbers from 0 to `length` - 1. */
export function ascendingList(length: number): IndexList {
  if (length <= FEW) return ASCENDING.slice(0, length);
  const list = indexList(length, 0);
  for (let place = 0; place < length; place++) list[place] = place;
  return list;
}
