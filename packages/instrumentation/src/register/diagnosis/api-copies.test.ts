import { expect, it } from 'vitest';
import { compareVersions } from './api-copies.js';

it.each([
  ['1.10.0', '1.9.1'],
  ['2.0.0', '1.99.99'],
  ['1.9.1', '1.9.0'],
  ['1.9.1-rc.1', '1.9.0'],
])('%s is newer than %s', (newer, older) => {
  expect(compareVersions(newer, older)).toBeGreaterThan(0);
  expect(compareVersions(older, newer)).toBeLessThan(0);
});

it('takes a version as equal to itself', () => {
  expect(compareVersions('1.9.1', '1.9.1')).toBe(0);
});
