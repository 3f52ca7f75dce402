import { describe, expect, it } from 'vitest';
import { attributeKeysIn, attributeKeysOf } from './attribute-keys-of.js';
import { KEY_SLOTS } from './attribute-keys.js';

const numbered = (count: number, prefix = 'k'): string[] =>
  Array.from({ length: count }, (_, n) => `${prefix}.${n}`);

describe('attributeKeysOf', () => {
  it('gives the same object for the same keys in the same order', () => {
    expect(attributeKeysOf(['a', 'b'])).toBe(attributeKeysOf(['a', 'b']));
    expect(attributeKeysOf([])).toBe(attributeKeysOf([]));
  });

  it('tells lists apart that have another order, another key, or fewer of them', () => {
    const keys = attributeKeysOf(['a', 'b', 'c']);
    for (const other of [
      ['a', 'c', 'b'],
      ['a', 'b', 'd'],
      ['a', 'b'],
      ['a', 'b', 'c', 'd'],
    ]) {
      expect(attributeKeysOf(other)).not.toBe(keys);
      expect([...attributeKeysOf(other)]).toEqual(other);
    }
  });

  it('knows what is there and where', () => {
    const keys = attributeKeysOf(['a', 'b']);
    expect([keys.has('b'), keys.has('c'), keys.placeOf('b'), keys.placeOf('c'), keys.count]).toEqual([
      true,
      false,
      1,
      -1,
      2,
    ]);
  });

  it('gives a key that comes twice its last place', () => {
    const keys = attributeKeysOf(['a', 'b', 'a']);
    expect(keys.placeOf('a')).toBe(2);
    expect([...keys]).toEqual(['a', 'b']);
  });

  it('keeps what it was given when the list changes afterwards', () => {
    const list = ['x', 'y'];
    const keys = attributeKeysOf(list);
    list[1] = 'z';
    expect([...keys]).toEqual(['x', 'y']);
  });

  it('shares lists of up to 64 keys', () => {
    expect(attributeKeysOf(numbered(64))).toBe(attributeKeysOf(numbered(64)));
    expect(attributeKeysOf(numbered(65))).not.toBe(attributeKeysOf(numbered(65)));
    expect(attributeKeysOf(numbered(65)).slot).toBe(-1);
  });

  it('shares lists with keys of up to 128 characters', () => {
    const long = 'k'.repeat(128);
    expect(attributeKeysOf(['a', long])).toBe(attributeKeysOf(['a', long]));
    expect(attributeKeysOf(['a', `${long}k`])).not.toBe(attributeKeysOf(['a', `${long}k`]));
    expect(attributeKeysOf(['a', `${long}k`]).has(`${long}k`)).toBe(true);
  });

  it('forgets what it has seen rather than grow without end, and is right all the same', () => {
    const before = attributeKeysOf(['long', 'ago']);
    for (let n = 0; n < 40_000; n++) {
      const keys = attributeKeysOf([`from a stranger ${n}`]);
      expect(keys.slot).toBeLessThan(KEY_SLOTS);
    }
    const after = attributeKeysOf(['long', 'ago']);
    expect(after).not.toBe(before);
    expect([...after]).toEqual([...before]);
  });
});

describe('attributeKeysIn', () => {
  it.each([0, 3, 64, 65])('gives an object with %i keys the same keys as its list', (count) => {
    const attributes = Object.fromEntries(numbered(count, 'in').map((key) => [key, 1]));
    const keys = attributeKeysIn(attributes);
    expect([...keys]).toEqual(Object.keys(attributes));
    expect(attributeKeysIn(attributes) === keys).toBe(count <= 64);
    expect(attributeKeysOf(Object.keys(attributes)) === keys).toBe(count <= 64);
  });
});
