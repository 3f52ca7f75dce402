import type { Work } from './content-check.js';
import type { Figure } from './figures.js';
import { readFigures } from './figures.js';

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu;
const CJK = /[\p{sc=Han}\p{sc=Katakana}\p{sc=Hiragana}ー]/u;

/**
 * What stood anywhere in a run, and since when: each figure and each word with the first moment at which it was there.
 * Work `i` is given things at moment `2i` and gives at `2i + 1`. Built once, linear in the texts.
 */
export class Knowledge {
  readonly #works: readonly Work[];
  readonly #question: string;
  #figures: ReadonlyMap<number, number> | undefined;
  #broughtIn: ReadonlyMap<number, number> | undefined;
  #words: ReadonlyMap<string, number> | undefined;

  constructor(works: readonly Work[], question: string) {
    this.#works = works;
    this.#question = question;
  }

  holdsFigure({ values }: Figure, { index }: Work): boolean {
    const figures = (this.#figures ??= this.#indexFigures());
    return values.some((value) => (figures.get(value) ?? Infinity) <= 2 * index);
  }

  /** Whether a tool, or whoever asked, brought it in; undefined when nobody had brought in any figure. */
  isBroughtIn({ values }: Figure, { index }: Work): boolean | undefined {
    const figures = (this.#broughtIn ??= this.#indexBroughtIn());
    if (figures.size === 0) return undefined;
    return values.some((value) => (figures.get(value) ?? Infinity) <= 2 * index);
  }

  /** A word; of scripts without spaces, a name all of whose pairs of signs are there. */
  holdsWord(word: string, { index }: Work): boolean {
    const words = (this.#words ??= this.#indexWords());
    const keys = CJK.test(word) ? pairsOf(word) : [word];
    return keys.every((key) => (words.get(key) ?? Infinity) <= 2 * index);
  }

  #indexFigures(): ReadonlyMap<number, number> {
    const first = new Map<number, number>();
    note(first, readFigures(this.#question), -1);
    for (const { index, given, results, gave } of this.#works) {
      note(first, given.figures, 2 * index);
      note(first, results.figures, 2 * index);
      note(first, gave.figures, 2 * index + 1);
    }
    return first;
  }

  #indexBroughtIn(): ReadonlyMap<number, number> {
    const first = new Map<number, number>();
    note(first, readFigures(this.#question), -1);
    for (const { index, ranTool, results } of this.#works)
      if (ranTool) note(first, results.figures, 2 * index);
    return first;
  }

  #indexWords(): ReadonlyMap<string, number> {
    const first = new Map<string, number>();
    // What one agent gives another is given: moments only grow, so a line that was there before tells nothing new.
    const seen = new Set<string>();
    const add = (text: string, moment: number): void => {
      for (const line of text.split('\n')) {
        if (seen.has(line)) continue;
        seen.add(line);
        for (const key of keysOf(line)) if (!first.has(key)) first.set(key, moment);
      }
    };
    add(this.#question, -1);
    for (const { index, asked, given, results, gave } of this.#works) {
      for (const text of [asked, given.text, results.text]) add(text, 2 * index);
      add(gave.text, 2 * index + 1);
    }
    return first;
  }
}

function note(first: Map<number, number>, figures: readonly Figure[], moment: number): void {
  for (const { values } of figures) {
    for (const value of values) if (moment < (first.get(value) ?? Infinity)) first.set(value, moment);
  }
}

export function keysOf(text: string): readonly string[] {
  const words = text.toLowerCase().match(WORD) ?? [];
  // Most texts have no such script at all: one look at the text spares one at each word.
  return CJK.test(text) ? words.flatMap((word) => (CJK.test(word) ? pairsOf(word) : [word])) : words;
}

function pairsOf(word: string): readonly string[] {
  const signs = Array.from(word);
  return signs.length < 2 ? signs : signs.slice(1).map((sign, index) => `${signs[index] ?? ''}${sign}`);
}
