import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distinct } from './distinct.js';

describe('distinct', () => {
  it('gives each item once, in order of first appearance, of few and of many', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 40 }), (items) => {
        expect(distinct(items)).toEqual([...new Set(items)]);
      }),
    );
  });
});
