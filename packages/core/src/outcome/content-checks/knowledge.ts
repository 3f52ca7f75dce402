import type { Work } from './content-check.js';
import type { Figure } from './figures.js';
import { readFigures } from './figures.js';

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu;
const CJK = /[\p{sc=Han}\p{sc=Katakana}\p{sc=Hiragana}ー]/u;

/** So many searches through all texts cost about what an index costs. */
const MAX_LOOKED_UP = 24;

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
  readonly #lookedUp = new Map<string, number>();
  #lowered: readonly (readonly [text: string, moment: number])[] | undefined;

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
    const keys = CJK.test(word) ? pairsOf(word) : [word];
    return keys.every((key) => this.#firstMomentOf(key) <= 2 * index);
  }

  /** Few words are ever asked for: looking for these is cheaper than an index of all, until they are many. */
  #firstMomentOf(key: string): number {
    if (this.#words === undefined && this.#lookedUp.size >= MAX_LOOKED_UP) this.#words = this.#indexWords();
    if (this.#words !== undefined) return this.#words.get(key) ?? Infinity;
    const known = this.#lookedUp.get(key);
    if (known !== undefined) return known;
    const [, moment = Infinity] = this.#texts().find(([text]) => holdsKey(text, key)) ?? [];
    this.#lookedUp.set(key, moment);
    return moment;
  }

  /** All texts of the run in lower case, and when they were there. */
  #texts(): readonly (readonly [text: string, moment: number])[] {
    return (this.#lowered ??= [
      [this.#question.toLowerCase(), -1] as const,
      ...this.#works.flatMap(({ index, asked, given, results, gave }) => [
        ...[asked, given.text, results.text].map((text) => [text.toLowerCase(), 2 * index] as const),
        [gave.text.toLowerCase(), 2 * index + 1] as const,
      ]),
    ]);
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

const OF_WORD = /[\p{L}\p{M}\p{N}'’-]/u;

/** Whether `keysOf` of a text in lower case has the key, without making them all. */
export function holdsKey(text: string, key: string): boolean {
  for (let at = text.indexOf(key); at !== -1; at = text.indexOf(key, at + 1)) {
    let from = at;
    let to = at + key.length;
    while (from > 0 && at - from < MAX_WORD_CHARS && OF_WORD.test(text[from - 1] ?? '')) from -= 1;
    while (to < text.length && to - at < MAX_WORD_CHARS && OF_WORD.test(text[to] ?? '')) to += 1;
    if (keysOf(text.slice(from, to)).includes(key)) return true;
  }
  return false;
}

/** A longer run of letters is data; what stands so far away in it tells nothing. */
const MAX_WORD_CHARS = 200;

export function keysOf(text: string): readonly string[] {
  const words = text.toLowerCase().match(WORD) ?? [];
  // Most texts have no such script at all: one look at the text spares one at each word.
  return CJK.test(text) ? words.flatMap((word) => (CJK.test(word) ? pairsOf(word) : [word])) : words;
}

function pairsOf(word: string): readonly string[] {
  const signs = Array.from(word);
  return signs.length < 2 ? signs : signs.slice(1).map((sign, index) => `${signs[index] ?? ''}${sign}`);
}
