import { describe, expect, it } from 'vitest';
import { decodeReleases, encodeReleases } from './release-journal.js';

const idsOf = (journal: Buffer): number[] => [...decodeReleases(journal).ids];

describe('the release journal', () => {
  it('reads entry after entry', () => {
    expect(idsOf(Buffer.concat([encodeReleases([1, 2]), encodeReleases([2 ** 47])]))).toEqual([
      1,
      2,
      2 ** 47,
    ]);
  });

  it('stops at an entry that is not whole, and says where', () => {
    const whole = encodeReleases([1]);
    const journal = Buffer.concat([whole, encodeReleases([2, 3]).subarray(0, -1)]);
    expect(decodeReleases(journal)).toEqual({ ids: new Set([1]), goodBytes: whole.length });
  });

  it('does not believe an entry whose bytes were harmed', () => {
    const entry = encodeReleases([1]);
    entry[8] = 2;
    expect(idsOf(entry)).toEqual([]);
  });

  it('reads nothing out of zeros', () => {
    expect(idsOf(Buffer.alloc(64))).toEqual([]);
  });
});
