import { describe, expect, it } from 'vitest';

import { HAS_LONG_WORD, HAS_MANY_DIGITS, HAS_SEPARATOR, traitsOf } from './text-traits.js';

describe('text traits', () => {
  it.each([
    ['', []],
    ['plain prose, nothing to see', []],
    ['a:b', [HAS_SEPARATOR]],
    ['a=b', [HAS_SEPARATOR]],
    ['a'.repeat(15), []],
    ['a'.repeat(16), [HAS_LONG_WORD]],
    [`x ${'a-1_b.c/'.repeat(2)} y`, [HAS_LONG_WORD]],
    [`${'a'.repeat(8)} ${'a'.repeat(8)}`, []],
    ['ä'.repeat(20), []],
    ['1234 5678 9012', []],
    ['1234 5678 9012 3', [HAS_MANY_DIGITS]],
    ['1234-5678 9012-3', [HAS_MANY_DIGITS]],
    ['1234  5678 9012 3', []],
    ['1234 5678 a 9012 3', []],
    ['a:1234567890123456', [HAS_SEPARATOR, HAS_LONG_WORD, HAS_MANY_DIGITS]],
  ])('%j has %j', (text, traits) => {
    expect(traitsOf(text)).toBe(traits.reduce((sum, trait) => sum + trait, 0));
  });
});
