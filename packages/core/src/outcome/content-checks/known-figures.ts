import type { Figure } from './figures.js';

/** The figures of a text, to ask whether one of another text stands in it, rounded or not. */
export class KnownFigures {
  readonly #values = new Set<number>();

  constructor(figures: readonly Figure[]) {
    for (const { values } of figures) for (const value of values) this.#values.add(value);
  }

  get isEmpty(): boolean {
    return this.#values.size === 0;
  }

  holds({ values, decimals }: Figure): boolean {
    if (values.some((value) => this.#values.has(value))) return true;
    const tolerance = 0.5000001 * 10 ** -decimals;
    for (const known of this.#values) {
      if (values.some((value) => Math.abs(known - value) <= tolerance)) return true;
    }
    return false;
  }
}
