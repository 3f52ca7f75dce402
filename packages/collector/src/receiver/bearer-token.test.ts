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
