import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeKnownText } from './known-texts.js';

describe('decodeKnownText', () => {
  it('gives what decoding gives, whatever came before', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 80 }), { maxLength: 40 }), (texts) => {
        const bytes = Buffer.from(`(${texts.join('')})`);
        let start = 1;
        for (const text of [...texts, ...texts]) {
          if (start >= bytes.length - 1) start = 1;
          const end = start + Buffer.byteLength(text);
          expect(decodeKnownText(bytes, start, end)).toBe(bytes.toString('utf8', start, end));
          start = end;
        }
      }),
    );
  });

  it('tells texts apart that differ in one byte', () => {
    for (const text of ['aa', 'ab', 'ba', 'aa']) {
      expect(decodeKnownText(Buffer.from(text), 0, 2)).toBe(text);
    }
  });
});
