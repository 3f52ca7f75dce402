import { describe, expect, it } from 'vitest';
import { Derivation } from './derivation.js';
import { readFigures } from './figures.js';

const explains = (sources: string, figure: string) => {
  const derivation = new Derivation(readFigures(sources));
  derivation.addRow(readFigures(sources));
  const [asked] = readFigures(figure);
  return asked !== undefined && derivation.explains(asked);
};

describe('a figure follows by one step', () => {
  it.each([
    ['1204; 873', '2077', 'a sum'],
    ['1204; 873', '331', 'a difference'],
    ['250; 37.5', '9375', 'a product'],
    ['1204; 873', '1.379', 'a ratio'],
    ['1204; 873', '57.97', 'a share'],
    ['1204; 873; 455', '844', 'a mean'],
    ['1630.50; 19%', '309.80', 'a percentage'],
    ['120.5', '74.88', 'a unit'],
    ['37', '98.6', 'a temperature'],
    ['48213', '48200', 'a rounding'],
  ])('of %s: %s, %s', (sources, figure) => {
    expect(explains(sources, figure)).toBe(true);
  });

  it('and one that follows by none does not', () => {
    expect(explains('1204; 873', '7431')).toBe(false);
  });
});
