import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pack, packMore, PackedIds } from './packed-ids.js';

/** Few characters, blanks among them, so that ids overlap with what lies between two others. */
const id = (length: number) =>
  fc.string({ unit: fc.constantFrom('a', ' ', '\u00a0'), minLength: length, maxLength: length });

describe('packed ids', () => {
  it('has what was packed and nothing else, whatever the ids are made of', () => {
    fc.assert(
      fc.property(fc.array(id(3)), id(3), (ids, other) => {
        const packed = pack(ids);
        expect([...packed]).toEqual(packed instanceof Set ? [...new Set(ids)] : ids);
        expect(ids.every((one) => packed.has(one))).toBe(true);
        expect(packed.has(other)).toBe(ids.includes(other));
      }),
    );
  });

  it('has more when more are packed', () => {
    fc.assert(
      fc.property(fc.array(id(2)), fc.array(id(2)), fc.array(id(2)), (first, second, third) => {
        const all = packMore(packMore(pack(first), second), third);
        expect([...all].sort()).toEqual([...new Set([...first, ...second, ...third])].sort());
      }),
    );
  });

  it('packs ids of one length only', () => {
    expect(pack(['aa', 'bb'])).toBeInstanceOf(PackedIds);
    for (const ids of [['a', 'bb'], [], [''], new Set(['aa'])]) expect(pack(ids)).toBeInstanceOf(Set);
    expect(pack(['aa', 'bb']).has('a')).toBe(false);
    expect(pack(['a', 'bb']).has('bb')).toBe(true);
  });
});
