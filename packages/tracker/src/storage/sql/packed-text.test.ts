import { expect, it } from 'vitest';
import { packText, unpackText } from './packed-text.js';

it.each([0, 511, 512, 100_000])('gives back a text of %i characters', (length) => {
  const text = 'é"{}\u{1f916}x'.repeat(length).slice(0, length).toWellFormed();
  expect(unpackText(packText(text))).toBe(text);
});

it('makes a text smaller from 512 characters on', () => {
  expect(packText('x'.repeat(511))).toHaveLength(512);
  expect(packText('x'.repeat(512)).length).toBeLessThan(100);
});
