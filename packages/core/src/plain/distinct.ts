/** Up to so many items, looking through a list takes less than a set does, which has to be made first. */
const FEW = 16;

/** Each of the items once, in order of first appearance. */
export function distinct<T>(items: readonly T[]): readonly T[] {
  if (items.length > FEW) return [...new Set(items)];
  const isFirst = (item: T, place: number): boolean => items.indexOf(item) === place;
  return items.every(isFirst) ? items : items.filter(isFirst);
}
