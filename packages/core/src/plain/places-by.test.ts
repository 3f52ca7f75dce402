import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placesBy } from './places-by.js';

describe('placesBy', () => {
  it('gives each group the places that name it, in order', () => {
    expect(placesBy([1, -1, 0, 1], 3)).toEqual([[2], [0, 3], []]);
  });

  it('gives every place to the group that it names, and to no other', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: 9 }), { maxLength: 200 }), (groupOf) => {
        const expected = Array.from({ length: 10 }, (_, group) =>
          groupOf.flatMap((named, place) => (named === group ? [place] : [])),
        );
        expect(placesBy(groupOf, 10)).toEqual(expected);
      }),
    );
  });
});
