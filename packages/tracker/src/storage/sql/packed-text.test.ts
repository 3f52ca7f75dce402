import { expect, it } from 'vitest';
import { packText, unpackText } from './packed-text.js';

it.each([0, 1023, 1024, 100_000])('gives back a text of %i characters', (length) => {
  const text = 'é"{}\u{1f916}x'.repeat(length).slice(0, length).toWellFormed();
  expect(unpackText(packText(text))).toBe(text);
});

it('makes a text smaller from 1,024 characters on', () => {
  expect(packText('x'.repeat(1023))).toHaveLength(1024);
  expect(packText('x'.repeat(1024)).length).toBeLessThan(100);
});
