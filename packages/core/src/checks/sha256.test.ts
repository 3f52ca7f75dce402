import { createHash } from 'node:crypto';

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { sha256Hex } from './sha256.js';

const reference = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

describe('SHA-256', () => {
  it.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 1000])('agrees with the platform for %i bytes', (length) => {
    const text = 'a'.repeat(length);
    expect(sha256Hex(text)).toBe(reference(text));
  });

  it('agrees with the platform for any text, lone surrogates included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(sha256Hex(text)).toBe(reference(text));
      }),
    );
    expect(sha256Hex('\ud800 and \udc00')).toBe(reference('\ud800 and \udc00'));
  });
});
