import type { Figure } from './figures.js';

/** Conversions of units and scales that need no source: per cent, hours, weeks, miles, pounds, inches, feet, knots. */
const FACTORS: readonly number[] = [
  0.001, 0.01, 0.1, 10, 100, 1000, 12, 24, 60, 7, 365, 52, 3600, 1e6, 3.6, 1.609344, 1.852, 2.54, 0.45359237,
  28.3495, 0.3048, 4.54609,
];

/** Above this many figures pairs are no longer tried: with so many to choose from, anything follows from something. */
const MAX_SOURCES = 80;

/** Whether a figure follows from others by one step: rounding, conversion, sum, difference, product, ratio, per cent, mean. */
export class Derivation {
  readonly #values: number[] = [];
  readonly #sums: number[] = [];
  readonly #percents: number[] = [];

  constructor(figures: readonly Figure[]) {
    const seen = new Set<number>();
    for (const { values, isPercent } of figures) {
      for (const value of values) {
        if (seen.has(value) || this.#values.length >= MAX_SOURCES) continue;
        seen.add(value);
        this.#values.push(value);
        if (isPercent) this.#percents.push(value);
      }
    }
  }

  /** Adds what stands in a row of figures: the sum of any unbroken part of it, once. */
  addRow(figures: readonly Figure[]): void {
    const row = figures.slice(0, MAX_SOURCES).map(({ values }) => values[0] ?? 0);
    for (let from = 0; from < row.length; from++) {
      let sum = row[from] ?? 0;
      for (let to = from + 1; to < row.length; to++) {
        sum += row[to] ?? 0;
        this.#sums.push(sum, sum / (to - from + 1));
      }
    }
  }

  /** A total follows from a sum, perhaps with a percentage on top, and from no other step: fewer coincide by chance. */
  explainsTotal({ values, decimals }: Figure): boolean {
    const tolerance = 0.51 * 10 ** -decimals;
    return values.some((value) => {
      const near = (candidate: number): boolean =>
        Math.abs(candidate - value) <= tolerance || isRounded(value, candidate);
      if (this.#values.some(near) || this.#sums.some(near)) return true;
      if (this.#values.some((a) => this.#values.some((b) => near(a + b)))) return true;
      return this.#percents.some((percent) =>
        [...this.#sums, ...this.#values].some(
          (sum) => near(sum * (1 + percent / 100)) || near(sum * (1 - percent / 100)),
        ),
      );
    });
  }

  explains({ values, decimals }: Figure): boolean {
    const tolerance = 0.51 * 10 ** -decimals;
    return values.some((value) => {
      const near = (candidate: number): boolean => Math.abs(Math.abs(candidate) - value) <= tolerance;
      if (this.#values.some((source) => near(source) || isRounded(value, source))) return true;
      if (this.#sums.some((sum) => near(sum) || isRounded(value, sum))) return true;
      const parts = this.#percents.flatMap((percent) => [
        percent / 100,
        1 + percent / 100,
        1 - percent / 100,
      ]);
      if (parts.some((part) => this.#sums.some((sum) => near(sum * part)))) return true;
      if (this.#values.some((a) => FACTORS.some((factor) => near(a * factor) || near(a / factor))))
        return true;
      if (this.#values.some((a) => near((a * 9) / 5 + 32) || near(((a - 32) * 5) / 9))) return true;
      return this.#values.some((a) => this.#isFrom(a, near));
    });
  }

  #isFrom(a: number, near: (candidate: number) => boolean): boolean {
    for (const percent of this.#percents) {
      if (near((a * percent) / 100) || near(a * (1 + percent / 100)) || near(a * (1 - percent / 100)))
        return true;
    }
    for (const sum of this.#sums) if (sum !== 0 && (near((a / sum) * 100) || near(sum - a))) return true;
    for (const b of this.#values) {
      if (near(a + b) || near(a - b)) return true;
      if ((a <= 1000 || b <= 1000) && near(a * b)) return true;
      if (b !== 0 && (near(a / b) || near((a / b) * 100) || near(((a - b) / b) * 100))) return true;
    }
    return false;
  }
}

/** 4,800 for 4,820: as many zeros at the end as were rounded away, two digits at least kept. */
function isRounded(value: number, source: number): boolean {
  if (!Number.isInteger(value) || value < 100) return false;
  const zeros = /0*$/.exec(String(value))?.[0].length ?? 0;
  if (zeros === 0 || String(value).length - zeros < 2) return Math.abs(source - value) <= 0.5;
  return Math.abs(source - value) <= 0.5 * 10 ** zeros;
}
