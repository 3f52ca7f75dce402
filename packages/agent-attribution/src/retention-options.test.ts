import { expect, it } from 'vitest';
import { parseAge, parseSize } from './retention-options.js';

it.each([
  ['90d', 7_776_000_000],
  ['12h', 43_200_000],
  ['4w', 2_419_200_000],
])('reads the age %s', (text, ms) => {
  expect(parseAge('keep', text)).toBe(ms);
});

it.each([
  ['500M', 524_288_000],
  ['20G', 21_474_836_480],
  ['1T', 1_099_511_627_776],
])('reads the size %s', (text, bytes) => {
  expect(parseSize('max-size', text)).toBe(bytes);
});

it.each(['', '90', 'd', '-1d', '1y'])('refuses the age "%s"', (text) => {
  expect(() => parseAge('keep', text)).toThrow(`--keep takes a time such as 90d, 12h or 4w, not "${text}"`);
});

it.each(['', '20', '0G', '1K'])('refuses the size "%s"', (text) => {
  expect(() => parseSize('max-size', text)).toThrow(
    `--max-size takes a size such as 500M, 20G or 1T, not "${text}"`,
  );
});
