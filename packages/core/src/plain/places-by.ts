import { indexList, numberList } from './index-list.js';
import type { IndexList } from './index-list.js';

/**
 * The places of a list by the group that it names there, in order; places with -1 are in no group. Each list has just the
 * room that it needs: one that grows takes room for 17 with its first item.
 *
 * @example
 * placesBy([1, -1, 0, 1], 3); // [[2], [0, 3], []]
 */
export function placesBy(groupOf: IndexList, groups: number): readonly (readonly number[])[] {
  const counts = indexList(groups, 0);
  for (let place = 0; place < groupOf.length; place++) {
    const group = groupOf[place] ?? -1;
    if (group !== -1) counts[group] = (counts[group] ?? 0) + 1;
  }
  const lists: number[][] = [];
  for (let group = 0; group < groups; group++) lists.push(numberList(counts[group] ?? 0, 0));
  // Filled from behind, so that the counts say what is left.
  for (let place = groupOf.length - 1; place >= 0; place--) {
    const group = groupOf[place] ?? -1;
    const list = lists[group];
    if (list === undefined) continue;
    const left = (counts[group] ?? 0) - 1;
    list[left] = place;
    counts[group] = left;
  }
  return lists;
}
