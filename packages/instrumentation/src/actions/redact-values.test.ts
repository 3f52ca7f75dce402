import { expect, it } from 'vitest';
import { redactValues } from './redact-values.js';

const SECRET = 'sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCD';

it.each([
  [{ password: 'hunter2' }, { password: '[REDACTED:password]' }],
  [{ password: 12_345 }, { password: '[REDACTED:password]' }],
  [{ password: ['hunter2', 'hunter3'] }, { password: ['[REDACTED:password]', '[REDACTED:password]'] }],
  [{ a: [{ password: 'hunter2' }] }, { a: [{ password: '[REDACTED:password]' }] }],
])('row 26: a key gives its value away: %j', (value, without) => {
  expect(redactValues(value)).toEqual(without);
});

it('row 26: a secret is found at any depth, and in a key', () => {
  const without = JSON.stringify(redactValues({ a: [[SECRET, { b: `x ${SECRET} y` }]], [SECRET]: 1 }));
  expect(without).not.toContain('sk-proj');
  expect(without.match(/REDACTED/g)).toHaveLength(3);
});

it.each([
  [{ n: 1, ok: true, none: null, text: 'a "quoted" one\n', list: [1, 'x'] }],
  ['plain text'],
  [{ duration: 1_732_162_372_000 }],
])('leaves %j as it is', (value) => {
  expect(redactValues(value)).toEqual(value);
});
