import { expect, it } from 'vitest';
import { DisjointSets } from './disjoint-sets.js';

const groupsOf = (size: number, joined: readonly (readonly [number, number])[]): readonly number[] => {
  const sets = new DisjointSets(size);
  for (const [a, b] of joined) sets.join(a, b);
  return Array.from({ length: size }, (_, index) => sets.firstOf(index));
};

it('knows each group by its lowest number, in whatever order it was joined', () => {
  const joined = [
    [4, 3],
    [1, 4],
    [5, 2],
    [3, 6],
  ] as const;
  const groups = [0, 1, 2, 1, 1, 2, 1];
  expect(groupsOf(7, joined)).toEqual(groups);
  expect(groupsOf(7, joined.toReversed())).toEqual(groups);
});

it('joins nothing with a number that is not there', () => {
  expect(
    groupsOf(2, [
      [0, -1],
      [2, 1],
    ]),
  ).toEqual([0, 1]);
  expect(new DisjointSets(2).firstOf(2)).toBe(-1);
});
