import { expect, it } from 'vitest';
import { cut } from './limits.js';

it.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'abc'],
  ['ab🤖', 3, 'ab'],
  ['ab🤖', 4, 'ab🤖'],
  ['a\0b\0', 3, 'ab'],
])('cuts %j at %d to %j', (text, maxChars, expected) => {
  expect(cut(text, maxChars)).toBe(expected);
});
