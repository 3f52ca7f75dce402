import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { sumOf, TallySum } from './tallies.js';
import type { Tallies } from './tallies.js';

const tallies: fc.Arbitrary<Tallies> = fc.dictionary(
  fc.constantFrom('a', 'b'),
  fc.dictionary(fc.constantFrom('x', 'y', 'z'), fc.integer({ min: 1, max: 1000 }), { minKeys: 1 }),
  { minKeys: 1 },
);

it('gives the same in any order', () => {
  fc.assert(
    fc.property(tallies, tallies, (a, b) => {
      expect(sumOf([a, b])).toEqual(sumOf([b, a]));
    }),
  );
});

it('takes out what was added, and leaves nothing behind', () => {
  fc.assert(
    fc.property(tallies, tallies, (a, b) => {
      const sum = new TallySum();
      for (const [one, times] of [
        [a, 1],
        [b, 1],
        [a, -1],
      ] as const)
        sum.add(one, times);
      expect(JSON.stringify(sum.toTallies())).toBe(JSON.stringify(sumOf([b])));
    }),
  );
});

it('counts nothing of what is no number', () => {
  const sum = new TallySum();
  sum.count('a', 'x', Number.NaN);
  expect(sum.toTallies()).toEqual({});
});

it('counts texts by name up to 50 names, and the others together', () => {
  const sum = new TallySum();
  for (let n = 0; n < 52; n++) sum.count('errors', `x${n}`);
  expect(Object.keys(sum.toTallies()['errors'] ?? {})).toHaveLength(51);
  expect(sum.toTallies()['errors']).toMatchObject({ x49: 1, '': 2 });
});
