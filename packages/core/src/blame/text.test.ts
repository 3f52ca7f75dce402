import { describe, expect, it } from 'vitest';
import { hasFencedCode, textParts } from './text.js';

const entities = (text: string): string[] => [...textParts(text).entities];

describe('textParts', () => {
  it('finds numbers without their thousands separators', () => {
    expect(entities('it has 737,015 people and 3.5 rivers')).toEqual(['737015', '3.5']);
  });

  it('takes a number of 12 digits and leaves one of 13, which is an id', () => {
    expect(entities('123456789012 1234567890123')).toEqual(['123456789012']);
  });

  it('finds names in runs of capitalised words, in any alphabet that has capitals', () => {
    expect(entities('he met Ada Lovelace in Łódź and Анна Ахматова later')).toEqual([
      'ada lovelace',
      'łódź',
      'анна ахматова',
    ]);
  });

  it('does not take the word that opens a sentence for a name', () => {
    expect(entities('The end. However, it went on.\n- Then it stopped')).toEqual([]);
  });

  it('keeps a name of two words that opens a sentence', () => {
    expect(entities('Daniel Craig was there')).toEqual(['daniel craig']);
  });

  it('does not take a single letter for a name', () => {
    expect(entities('what I say')).toEqual([]);
  });

  it('parts a run after four words', () => {
    expect(entities('see One Two Three Four Five')).toEqual(['one two three four', 'five']);
  });

  it('does not join names over a line or a comma', () => {
    expect(entities('in Paris, London\nand Rome')).toEqual(['paris', 'london', 'rome']);
  });

  it('counts words, numbers apart', () => {
    expect(textParts('two words 42').wordCount).toBe(2);
  });
});

describe('hasFencedCode', () => {
  it('sees a block of any language, also one that was cut off', () => {
    expect(hasFencedCode('do\n```python\nprint(1)\n```')).toBe(true);
    expect(hasFencedCode('```\nls')).toBe(true);
  });

  it('does not take an empty block or code within a line for one', () => {
    expect(hasFencedCode('```\n')).toBe(false);
    expect(hasFencedCode('call `f()`')).toBe(false);
  });
});
