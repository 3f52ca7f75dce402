/** A `:` or `=`: something may be named or addressed. */
export const HAS_SEPARATOR = 1;
/** 16 or more characters of the kind that keys are made of, in a row. */
export const HAS_LONG_WORD = 2;
/** 13 or more digits, but for single blanks and hyphens in a row. */
export const HAS_MANY_DIGITS = 4;

const LONG_WORD = 16;
const MANY_DIGITS = 13;

const LETTER = 0;
const DIGIT = 1;
const HYPHEN = 2;
const BLANK = 3;
const SEPARATOR = 4;
const OTHER = 5;

const KIND: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[A-Za-z_.+/~]/.test(character)) return LETTER;
  if (/\d/.test(character)) return DIGIT;
  return { '-': HYPHEN, ' ': BLANK, ':': SEPARATOR, '=': SEPARATOR }[character] ?? OTHER;
});

/**
 * Which kinds of secrets a text may hold, in one look at each character: most texts hold none and are spared
 * everything else.
 */
export function traitsOf(text: string): number {
  let traits = 0;
  let wordStart = 0;
  let digits = 0;
  let lastKind = OTHER;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const kind = code < 128 ? (KIND[code] ?? OTHER) : OTHER;
    if (kind === LETTER) {
      digits = 0;
    } else if (kind === DIGIT) {
      if (++digits === MANY_DIGITS) traits |= HAS_MANY_DIGITS;
    } else {
      if (kind === SEPARATOR) traits |= HAS_SEPARATOR;
      // A word ends here; a single blank or hyphen between digits ends no number.
      if (kind === BLANK || kind === OTHER) {
        if (index - wordStart >= LONG_WORD) traits |= HAS_LONG_WORD;
        wordStart = index + 1;
      }
      if (lastKind !== DIGIT || kind === SEPARATOR || kind === OTHER) digits = 0;
    }
    lastKind = kind;
  }
  if (text.length - wordStart >= LONG_WORD) traits |= HAS_LONG_WORD;
  return traits;
}
