import { readFigures } from './figures.js';
import type { Figure } from './figures.js';

/** A text whose figures are read at most once, when first asked for. */
export class Passage {
  readonly text: string;
  #figures: readonly Figure[] | undefined;

  constructor(text: string) {
    this.text = text;
  }

  get figures(): readonly Figure[] {
    return (this.#figures ??= readFigures(this.text));
  }
}
