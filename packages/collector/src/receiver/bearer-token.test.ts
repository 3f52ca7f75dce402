import { expect, it } from 'vitest';
import { bearerTokenCheck } from './bearer-token.js';

it.each([
  ['Bearer secret', true],
  ['bearer secret', true],
  ['Bearer secreT', false],
  ['Bearer secret2', false],
  ['Basic secret', false],
  ['secret', false],
  ['Bearer ', false],
  [undefined, false],
])('lets %j in: %s', (authorization, expected) => {
  expect(bearerTokenCheck('secret')(authorization)).toBe(expected);
});

it('lets nobody in on an empty token', () => {
  const check = bearerTokenCheck('');
  expect([check('Bearer '), check('Bearer'), check(undefined)]).toEqual([false, false, false]);
});

it('lets any of several tokens in, and nobody where there is none', () => {
  const check = bearerTokenCheck(['a', 'b']);
  expect(['a', 'b', 'c'].map((token) => check(`Bearer ${token}`))).toEqual([true, true, false]);
  expect(bearerTokenCheck([])('Bearer a')).toBe(false);
});
