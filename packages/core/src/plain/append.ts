/**
 * The list with one more at its end, which may be the same list. Lists of nodes are many, and nearly all have one item or
 * two: an array that begins empty takes room for 17 with its first, 152 bytes instead of 24.
 *
 * @param list - may be undefined as long as it is empty
 */
export function append<T>(list: T[] | undefined, item: T): T[] {
  if (list === undefined || list.length === 0) return [item];
  const [first] = list;
  if (list.length === 1 && first !== undefined) return [first, item];
  list.push(item);
  return list;
}
