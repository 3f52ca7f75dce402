import { describe, expect, it } from 'vitest';
import { tally } from './tally.js';

describe('tally', () => {
  it('counts each name, in order of first appearance', () => {
    const counts = tally(['b', 'a', 'b', 'skip'], (name) => (name === 'skip' ? undefined : name));
    expect(Object.entries(counts)).toEqual([
      ['b', 2],
      ['a', 1],
    ]);
  });
});
