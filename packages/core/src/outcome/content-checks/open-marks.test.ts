import { expect, it } from 'vitest';
import { openMark } from './open-marks.js';

it.each([
  ['The sum (of all three', true],
  ['The sum (of all three)', false],
  ['a) first, b) second', false],
  ['Not good :(', false],
  ['以下の「三つの', true],
  ['以下の「三つ」', false],
  ['<ul>\n<li>one</li>\n<li>two', true],
  ['<ul>\n<li>one</li>\n</ul>', false],
  ['<p>one<br/>two</p>', false],
  ['x < 3 and y > 4', false],
])('%s', (text, isOpen) => {
  expect(openMark(text) !== undefined).toBe(isOpen);
});
