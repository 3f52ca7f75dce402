/** What a text says, in the parts that features compare. */
export interface TextParts {
  /** Numbers and names, lower-cased, each once. */
  readonly entities: ReadonlySet<string>;
  readonly wordCount: number;
}

/** Longer runs of digits are ids and hashes, on which no answer rests. */
const MAX_NUMBER_LENGTH = 12;

const MAX_NAME_WORDS = 4;

const FENCED_CODE = /```[^\n`]*\n\s*\S/;

const SPACE = 32;
const COMMA = 44;
const POINT = 46;

const OTHER = 1;
const LETTER = 2;
const DIGIT = 3;
/** Goes on with a word and begins none: marks, numerals of other scripts, apostrophes, hyphens. */
const INNER = 4;

/** What each sign is, by its code, looked up in the tables of the language once: 0 is not looked up yet. */
const CLASSES = new Uint8Array(0x10000);
const IS_LETTER = /\p{L}/u;
const IS_INNER = /[\p{M}\p{N}'’_-]/u;

function classOf(code: number): number {
  const known = CLASSES[code] ?? 0;
  return known === 0 ? classify(code) : known;
}

function classify(code: number): number {
  const sign = String.fromCodePoint(code);
  let found = OTHER;
  if (code >= 48 && code <= 57) found = DIGIT;
  else if (IS_LETTER.test(sign)) found = LETTER;
  else if (IS_INNER.test(sign)) found = INNER;
  if (code < CLASSES.length) CLASSES[code] = found;
  return found;
}

const isSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;

/** Code of the sign at a place; a pair of surrogates is one sign. */
function codeAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return isSurrogate(code) ? (text.codePointAt(at) ?? code) : code;
}

/**
 * Reads a text once. Entities are numbers, without their thousands separators, and names: runs of one to four
 * capitalised words. A single capitalised word that opens a sentence is grammar, and a single letter a pronoun or a mark.
 *
 * @example textParts('It is 1,234 km to New York.').entities // Set { '1234', 'new york' }
 */
export function textParts(text: string): TextParts {
  const entities = new Set<string>();
  let wordCount = 0;
  let run = '';
  let runWords = 0;
  let runEnd = -1;
  let runOpensSentence = false;
  const closeRun = (): void => {
    if (runWords > 1 || (runWords === 1 && run.length > 1 && !runOpensSentence)) entities.add(run);
    runWords = 0;
  };
  for (let start = 0; start < text.length;) {
    const first = codeAt(text, start);
    const kind = classOf(first);
    if (kind !== LETTER && kind !== DIGIT) {
      start += first > 0xffff ? 2 : 1;
      continue;
    }
    if (kind === DIGIT) {
      const end = endOfNumber(text, start);
      closeRun();
      const number = text.slice(start, end).replaceAll(',', '');
      if (number.length <= MAX_NUMBER_LENGTH) entities.add(number);
      start = end;
      continue;
    }
    const end = endOfWord(text, start);
    wordCount += 1;
    if (isSmall(first)) {
      closeRun();
      start = end;
      continue;
    }
    const token = text.slice(start, end);
    const lower = token.toLowerCase();
    if (lower.charCodeAt(0) === token.charCodeAt(0)) {
      closeRun();
      start = end;
      continue;
    }
    const continues = start - runEnd === 1 && text.charCodeAt(runEnd) === SPACE;
    if (runWords > 0 && runWords < MAX_NAME_WORDS && continues) {
      run = `${run} ${lower}`;
      runWords += 1;
    } else {
      closeRun();
      run = lower;
      runWords = 1;
      runOpensSentence = opensSentence(text, start);
    }
    runEnd = end;
    start = end;
  }
  closeRun();
  return { entities, wordCount };
}

/** Most words begin so, and need no second look. */
const isSmall = (code: number): boolean => code >= 97 && code <= 122;

function endOfWord(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    const code = codeAt(text, at);
    if (classOf(code) === OTHER) break;
    at += code > 0xffff ? 2 : 1;
  }
  return at;
}

/** Digits and thousands separators, then a decimal part where a digit follows the point. */
function endOfNumber(text: string, start: number): number {
  const isDigit = (at: number): boolean => at < text.length && classOf(text.charCodeAt(at)) === DIGIT;
  let at = start;
  while (isDigit(at) || text.charCodeAt(at) === COMMA) at += 1;
  if (text.charCodeAt(at) !== POINT || !isDigit(at + 1)) return at;
  at += 1;
  while (isDigit(at)) at += 1;
  return at;
}

/** Whether a text carries a block of code. */
export function hasFencedCode(text: string): boolean {
  return FENCED_CODE.test(text);
}

/** Nothing before it on its line but marks, or the end of a sentence. */
function opensSentence(text: string, start: number): boolean {
  let at = start - 1;
  while (at >= 0 && ' \t*_#>"\'(-'.includes(text.charAt(at))) at -= 1;
  return at < 0 || '.!?:\n'.includes(text.charAt(at));
}
