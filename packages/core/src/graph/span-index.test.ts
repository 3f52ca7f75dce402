import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spanIndexFor } from './span-index.js';

/** Random, of any length, and with the same last characters. */
const ids = fc.array(
  fc.oneof(
    fc.string({ maxLength: 16 }),
    fc.nat(40).map((n) => `${n}aaaa`),
  ),
  {
    maxLength: 64,
  },
);

describe('spanIndexFor', () => {
  it.each([0, 64, 65])('finds each id at the place that it got, as an index for %i spans', (spans) => {
    fc.assert(
      fc.property(ids, fc.string(), (added, other) => {
        const index = spanIndexFor(spans);
        const places = new Map<string, number>();
        for (const id of added) {
          expect(index.placeOrAdd(id)).toBe(places.get(id) ?? -1);
          if (!places.has(id)) places.set(id, places.size);
        }
        for (const id of [...added, other]) expect(index.placeOf(id)).toBe(places.get(id) ?? -1);
      }),
    );
  });
});
