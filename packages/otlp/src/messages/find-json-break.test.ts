import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonBreak } from './find-json-break.js';

describe('findJsonBreak', () => {
  it('finds nothing in JSON, and the end in an object that is cut off anywhere', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), fc.nat(), (value, cut) => {
        const text = JSON.stringify(value);
        const length = cut % text.length;
        expect(findJsonBreak(text)).toBe(text.length);
        expect(findJsonBreak(text.slice(0, length))).toBe(length);
      }),
    );
  });

  it.each([
    ['{"a":}', 5],
    ['{"a":1,}', 7],
    ['[1,]', 3],
    ['{"a":1]', 6],
    ['{1:2}', 1],
    ['[01]', 1],
    ['{"a":"\n"}', 6],
    ['{"a":"\\x0000"}', 6],
    ['[tru]', 1],
    ['{} {}', 3],
    ['hello', 0],
  ])('finds where %j breaks', (text, at) => {
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(findJsonBreak(text)).toBe(at);
  });
});
