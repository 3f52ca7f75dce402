import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { limitText } from './limit-text.js';

const LONE_SURROGATE = /\p{Cs}/u;

describe('limiting text', () => {
  it('keeps 500 characters and cuts the 501st', () => {
    expect(limitText('x'.repeat(500), 500)).toHaveLength(500);
    expect(limitText('x'.repeat(501), 500)).toHaveLength(500);
  });

  it('never splits a surrogate pair', () => {
    expect(limitText('ab😀', 3)).toBe('ab');
    expect(limitText('ab😀c', 4)).toBe('ab😀');
  });

  it('leaves nothing for a limit of zero or less', () => {
    expect(limitText('ab', 0)).toBe('');
    expect(limitText('ab', -1)).toBe('');
    expect(limitText('😀', 0.5)).toBe('');
  });

  it('gives a beginning of the text, without half characters if the text has none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(40), (text, maxLength) => {
        const limited = limitText(text, maxLength);
        expect(text.startsWith(limited)).toBe(true);
        expect(limited.length).toBeLessThanOrEqual(maxLength);
        expect(limited.length).toBeGreaterThanOrEqual(Math.min(text.length, maxLength - 1));
        if (!LONE_SURROGATE.test(text)) expect(limited).not.toMatch(LONE_SURROGATE);
      }),
    );
  });
});
