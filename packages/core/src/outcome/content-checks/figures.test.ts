import { expect, it } from 'vitest';
import { readFigures } from './figures.js';

const valuesIn = (text: string) => readFigures(text).map(({ values }) => values);
const significantIn = (text: string) =>
  readFigures(text).flatMap(({ isSignificant, raw }) => (isSignificant ? [raw] : []));

it.each([
  ['1,234.50', [1234.5]],
  ['1.234,50', [1234.5]],
  ['1 234,5', [1234.5]],
  ['12,5', [12.5]],
  ['1.234', [1234, 1.234]],
  ['1,234,567', [1_234_567]],
  ['3万', [3, 30_000]],
  ['4.2 million', [4.2, 4_200_000]],
])('reads %s', (text, values) => {
  expect(valuesIn(text)).toEqual([values]);
});

it.each([
  ['in 2024', []],
  ['at 10:45', []],
  ['on 2024-05-12', []],
  ['item 12', []],
  ['a 120', ['120']],
  ['a 1.5', ['1.5']],
  ['id A4821', []],
])('of %s weighs what is no date, time, id or small number', (text, figures) => {
  expect(significantIn(text)).toEqual(figures);
});
