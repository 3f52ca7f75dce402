import type { Figure } from './figures.js';

/** The figures of a text, to ask whether one of another text stands in it, in this or a finer precision. */
export class KnownFigures {
  readonly #sorted: Float64Array;

  constructor(figures: readonly Figure[]) {
    this.#sorted = Float64Array.from(figures.flatMap(({ values }) => values)).sort();
  }

  holds({ values, decimals }: Figure): boolean {
    const tolerance = 0.5000001 * 10 ** -decimals;
    return values.some((value) => {
      const next = this.#sorted[this.#firstFrom(value - tolerance)];
      return next !== undefined && next <= value + tolerance;
    });
  }

  #firstFrom(value: number): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sorted[middle] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
