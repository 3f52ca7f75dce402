/**
 * A set of ids that takes no memory while it is empty, little while it is small, and constant time when it is large: most
 * traces have a few dozen spans, some a hundred thousand.
 */
export type SmallSet = undefined | string[] | Set<string>;

/** Up to this size looking through an array costs no more than hashing does. */
export const MAX_ARRAY = 32;

export function sizeOf(set: SmallSet): number {
  if (set === undefined) return 0;
  return Array.isArray(set) ? set.length : set.size;
}

export function hasIn(set: SmallSet, id: string): boolean {
  if (set === undefined) return false;
  return Array.isArray(set) ? set.includes(id) : set.has(id);
}

/** The set with an id that it does not have yet. */
export function addTo(set: SmallSet, id: string): SmallSet {
  if (set === undefined) return [id];
  if (!Array.isArray(set)) return set.add(id);
  return set.length >= MAX_ARRAY ? new Set(set).add(id) : set.concat([id]);
}

/** The set without an id; undefined when it was the last. */
export function deleteFrom(set: SmallSet, id: string): SmallSet {
  if (set === undefined) return undefined;
  if (Array.isArray(set)) {
    const at = set.indexOf(id);
    if (at !== -1) set.splice(at, 1);
  } else set.delete(id);
  return sizeOf(set) === 0 ? undefined : set;
}
