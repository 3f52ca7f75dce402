/** A number in a text, with what a reader would take it for. */
export interface Figure {
  readonly raw: string;
  /** What it may mean: `1.234` is either, by the language that it is written in. */
  readonly values: readonly number[];
  readonly decimals: number;
  /** Carries weight: at least three digits or a fraction, and no year, date, time or number of a list. */
  readonly isSignificant: boolean;
  readonly isPercent: boolean;
  /** Letters right before it, and right after, lower-cased. */
  readonly before: string;
  readonly after: string;
  /** Marks right before and unit or mark right after: the same for all cells of a column. */
  readonly shape: string;
  readonly start: number;
}

/** Longer texts are read up to here: an answer that needs more is data, not prose. */
const MAX_CHARS = 60_000;

// "K1 512" is an item and its figure, and no 1,512.
const NUMBER = /(?<![\p{L}\d])\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*/gu;

const MULTIPLES: readonly (readonly [mark: RegExp, factor: number])[] = [
  [/^\s?(?:k|thousand|tsd|mil|mille|mila)(?![\p{L}])/iu, 1e3],
  [/^\s?(?:m|mio|mn|million|millions|millones|milioni)(?![\p{L}])/iu, 1e6],
  [/^\s?(?:bn|mrd|billion|billions|miliardi|milliards)(?![\p{L}])/iu, 1e9],
  [/^\s?(?:tys|тыс)/iu, 1e3],
  [/^\s?(?:mln|млн)/iu, 1e6],
  [/^\s?(?:mld|млрд)/iu, 1e9],
  [/^\s?(?:lakh|lac|लाख)/iu, 1e5],
  [/^\s?(?:crore|करोड़)/iu, 1e7],
  [/^\s?[千천]/u, 1e3],
  [/^\s?[万萬만]/u, 1e4],
  [/^\s?[亿億억]/u, 1e8],
];

/** How any of them begins: few numbers are followed by that. */
const MAY_BE_MULTIPLE = /^\s?[ktmblcтмлक千천万萬만亿億억]/iu;

const LABEL_CHARS = 24;
const LETTERS_BEFORE = /([\p{L}\p{M}][\p{L}\p{M}\d._-]*|[\p{L}\p{M}])[^\p{L}\n]{0,8}$/u;
const LETTERS_AFTER = /^[^\p{L}\d\n]{0,6}([\p{L}\p{M}][\p{L}\p{M}._-]*)/u;

export function readFigures(text: string): readonly Figure[] {
  const figures: Figure[] = [];
  const plain = text.length > MAX_CHARS ? text.slice(0, MAX_CHARS) : text;
  for (const match of plain.matchAll(NUMBER)) {
    const raw = match[0];
    const start = match.index;
    const before = plain.slice(Math.max(0, start - LABEL_CHARS), start);
    const after = plain.slice(start + raw.length, start + raw.length + LABEL_CHARS);
    const values = valuesOf(raw);
    for (const [mark, factor] of MAY_BE_MULTIPLE.test(after) ? MULTIPLES : []) {
      if (mark.test(after)) values.push(...values.slice(0, 2).map((value) => value * factor));
    }
    figures.push(new WrittenFigure(raw, values, start, before, after));
  }
  return figures;
}

/** Most figures are only looked up by their value: what stands around one is read when asked for. */
class WrittenFigure implements Figure {
  readonly raw: string;
  readonly values: readonly number[];
  readonly start: number;
  readonly #before: string;
  readonly #after: string;

  constructor(raw: string, values: readonly number[], start: number, before: string, after: string) {
    this.raw = raw;
    this.values = values;
    this.start = start;
    this.#before = before;
    this.#after = after;
  }

  get decimals(): number {
    return decimalsOf(this.raw);
  }

  get isSignificant(): boolean {
    return isSignificant(this.raw, this.values[0] ?? 0, this.#before, this.#after);
  }

  get isPercent(): boolean {
    return /^\s?(?:%|percent|prozent|por ciento|pour cent|per cento|％)/i.test(this.#after);
  }

  get before(): string {
    return (LETTERS_BEFORE.exec(this.#before)?.[1] ?? '').toLowerCase();
  }

  get after(): string {
    return (LETTERS_AFTER.exec(this.#after)?.[1] ?? '').toLowerCase();
  }

  get shape(): string {
    return `${shapeOf(this.#before, this.#after)}|${decimalsOf(this.raw)}`;
  }
}

/** The row's end counts as the mark between rows. */
function shapeOf(before: string, after: string): string {
  const mark = /([^\p{L}\p{N}\s])\s?$/u.exec(before)?.[1] ?? '';
  const unit = /^[^\S\n]?(\p{L}{1,3}|\p{Sc}|%)(?!\p{L})/u.exec(after)?.[1] ?? '';
  return `${mark}|${unit}`;
}

/** Every value that the marks allow: the last of two different marks is the decimal one, one alone may be either. */
function valuesOf(raw: string): number[] {
  const plain = raw.replaceAll(/[ \u00a0\u202f'’]/g, '');
  const marks = plain.match(/[.,]/g) ?? [];
  const last = marks.at(-1);
  if (last === undefined) return [Number(plain)];
  const at = plain.lastIndexOf(last);
  const asDecimal = Number(`${plain.slice(0, at).replaceAll(/[.,]/g, '')}.${plain.slice(at + 1)}`);
  const asWhole = Number(plain.replaceAll(/[.,]/g, ''));
  if (new Set(marks).size > 1) return [asDecimal];
  if (marks.length > 1) return [asWhole];
  return plain.length - at - 1 === 3 && at <= 3 ? [asWhole, asDecimal] : [asDecimal];
}

function decimalsOf(raw: string): number {
  const at = Math.max(raw.lastIndexOf('.'), raw.lastIndexOf(','));
  const digits = at === -1 ? 0 : raw.length - at - 1;
  const marks = new Set(raw.match(/[.,]/g));
  return digits === 3 && marks.size === 1 ? 0 : digits;
}

function isSignificant(raw: string, value: number, before: string, after: string): boolean {
  const digits = raw.replaceAll(/\D/g, '').replace(/^0+/, '');
  if (digits.length < 3 && !(digits.length === 2 && /[.,]/.test(raw))) return false;
  if (digits.length > 12) return false;
  // How a document says in what it is written.
  if (/<\?\w+ version=["']$/.test(before)) return false;
  // Part of a word, an id, a version, a date or a time.
  if (/[\p{sc=Latin}_#/:-]$/u.test(before) && !/[:：]\s*$|\s-$/u.test(before)) return false;
  if (/\d[:/.-]$/.test(before) || /^(?::\d|\/\d|-\d|[\p{sc=Latin}_]{0,1}\d)/u.test(after)) return false;
  if (/^[年/]/.test(after)) return false;
  const isYear = /^\d{4}$/.test(raw) && value >= 1900 && value <= 2100;
  return !isYear;
}
