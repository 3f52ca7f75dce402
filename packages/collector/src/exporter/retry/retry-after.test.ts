import { expect, it } from 'vitest';
import { retryAfterMs } from './retry-after.js';

const NOW_MS = Date.parse('Wed, 21 Oct 2015 07:28:00 GMT');

it.each([
  ['0', 0],
  ['120', 120_000],
  [' 7 ', 7000],
  ['Wed, 21 Oct 2015 07:28:30 GMT', 30_000],
  ['Wed, 21 Oct 2015 07:27:00 GMT', 0],
  ['-1', undefined],
  ['1.5', undefined],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
])('reads Retry-After: %s', (header, expected) => {
  expect(retryAfterMs(header, NOW_MS)).toBe(expected);
});
