import { readFigures } from './figures.js';
import type { Figure } from './figures.js';
import { KnownFigures } from './known-figures.js';

/** A text whose figures are read at most once, when first asked for. */
export class Passage {
  readonly text: string;
  #figures: readonly Figure[] | undefined;
  #lower: string | undefined;
  #known: KnownFigures | undefined;

  constructor(text: string) {
    this.text = text;
  }

  get lower(): string {
    return (this.#lower ??= this.text.toLowerCase());
  }

  get figures(): readonly Figure[] {
    return (this.#figures ??= readFigures(this.text));
  }

  /** Whether a figure stands in it, in this or a finer precision. */
  holds(figure: Figure): boolean {
    this.#known ??= new KnownFigures(this.figures);
    return this.#known.holds(figure);
  }
}
