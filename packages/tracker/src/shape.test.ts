import { describe, expect, it } from 'vitest';
import type { Read } from './shape.js';
import {
  listOf,
  matching,
  numberIn,
  objectOf,
  oneOf,
  optional,
  orNull,
  recordOf,
  text,
  wholeFrom,
} from './shape.js';

const pair = objectOf<{ readonly a: string; readonly b?: number }>({ a: text(9), b: optional(numberIn()) });

describe('a shape', () => {
  it.each<[string, Read<unknown>, unknown, unknown]>([
    ['a text within its limit', text(3), 'abc', 'abc'],
    ['a longer text, cut', text(3), 'abcd', 'abc'],
    ['the smallest number', numberIn(-1, 1), -1, -1],
    ['the largest number', numberIn(-1, 1), 1, 1],
    ['the smallest whole number', wholeFrom(1), 1, 1],
    ['a text that matches', matching(/^a$/), 'a', 'a'],
    ['one of a few', oneOf(['x', 'y']), 'y', 'y'],
    ['null where it may be', orNull(text(3)), null, null],
    ['as many items as there may be', listOf(text(3), 2), ['a', 'b'], ['a', 'b']],
    ['the first items of more', listOf(text(3), 2), ['a', 'b', 'c'], ['a', 'b']],
    ['values by name', recordOf(text(1), numberIn()), { ab: 1 }, { a: 1 }],
    ['fields that are known', pair, { a: 'x', b: 1, c: 2 }, { a: 'x', b: 1 }],
    ['an object without a field that may be missing', pair, { a: 'x' }, { a: 'x' }],
  ])('reads %s', (_, read, given, expected) => {
    expect(read(given)).toEqual(expected);
  });

  it.each<[string, Read<unknown>, unknown]>([
    ['what is no text', text(3), 1],
    ['a number below the smallest', numberIn(0, 1), -0.1],
    ['a number above the largest', numberIn(0, 1), 1.1],
    ['what is no number', numberIn(), Number.NaN],
    ['a number that never ends', numberIn(), Number.POSITIVE_INFINITY],
    ['a whole number below the smallest', wholeFrom(1), 0],
    ['a part of a number', wholeFrom(0), 0.5],
    ['a text that does not match', matching(/^a$/), 'b'],
    ['another than the few', oneOf(['x', 'y']), 'z'],
    ['null', text(3), null],
    ['what is no list', listOf(text(3), 2), { length: 0 }],
    ['a wrong item behind as many as are kept', listOf(text(3), 1), ['a', 1]],
    ['a wrong value by name', recordOf(text(1), numberIn()), { a: 'x' }],
    ['what is no object', pair, 'a'],
    ['an object without a field', pair, { b: 1 }],
    ['a wrong field that may be missing', pair, { a: 'x', b: 'y' }],
  ])('does not read %s', (_, read, given) => {
    expect(read(given)).toBeUndefined();
  });
});
