const NEGATIONS: ReadonlySet<string> = new Set(['not', 'never', 'no']);
const CONNECTORS: ReadonlySet<string> = new Set(['is', 'was', 'are', 'were', 'equals', '=', ':']);
const ARTICLES: ReadonlySet<string> = new Set(['the', 'a', 'an', 'its', 'our', 'your', 'this', 'that']);
const LABEL_WORDS = 3;

/** The sentences of a text; a decimal point ends none. */
export function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?])\s|\n/).flatMap((sentence) => sentence.trim() || []);
}

/** The words of a text in lower case, contractions of "not" taken apart. */
export function wordsOf(text: string): string[] {
  const plain = text.toLowerCase().replaceAll('\u2019', "'").replaceAll('cannot', 'can not');
  const apart = plain
    .replaceAll("won't", 'will not')
    .replaceAll("can't", 'can not')
    .replaceAll("n't", ' not');
  return apart.match(/[\p{L}\d][\p{L}\d_-]*/gu) ?? [];
}

export function containsNegation(words: readonly string[]): boolean {
  return words.some((word) => NEGATIONS.has(word));
}

export function withoutNegation(words: readonly string[]): string[] {
  return words.filter((word) => !NEGATIONS.has(word));
}

export interface StatedNumber {
  /** What the number is said to be, with its unit: `error rate %`. */
  readonly label: string;
  readonly value: number;
}

/** The numbers that a sentence states of something: "the error rate is 5%", "revenue: $1,200". */
export function statedNumbers(sentence: string): StatedNumber[] {
  const tokens = sentence.replaceAll(/([:=])(?=\s|$)/g, ' $1 ').split(/\s+/);
  return tokens.flatMap((token, index): StatedNumber[] => {
    const [, digits, unit = ''] = /^[$€£]?(-?\d[\d,]*(?:\.\d+)?)([a-z%]{0,8})[.,;)!?]?$/i.exec(token) ?? [];
    if (digits === undefined || !CONNECTORS.has(tokens[index - 1]?.toLowerCase() ?? '')) return [];
    const words = wordsOf(tokens.slice(Math.max(0, index - 1 - LABEL_WORDS), index - 1).join(' '));
    const label = words.filter((word) => !ARTICLES.has(word)).join(' ');
    if (label === '') return [];
    return [{ label: `${label} ${unit.toLowerCase()}`.trim(), value: Number(digits.replaceAll(',', '')) }];
  });
}
