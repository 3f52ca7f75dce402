/** What a text says, in the parts that features compare. */
export interface TextParts {
  /** Numbers and names, lower-cased, each once. */
  readonly entities: ReadonlySet<string>;
  readonly wordCount: number;
}

/** Longer runs of digits are ids and hashes, on which no answer rests. */
const MAX_NUMBER_LENGTH = 12;

const MAX_NAME_WORDS = 4;

const TOKEN = /\p{L}[\p{L}\p{M}\p{N}'’_-]*|\d[\d,]*(?:\.\d+)?/gu;

const FENCED_CODE = /```[^\n`]*\n\s*\S/;

const DIGIT_0 = 48;
const DIGIT_9 = 57;
const SPACE = 32;

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
  for (const { 0: token, index: start } of text.matchAll(TOKEN)) {
    const first = token.charCodeAt(0);
    if (first >= DIGIT_0 && first <= DIGIT_9) {
      closeRun();
      const number = token.replaceAll(',', '');
      if (number.length <= MAX_NUMBER_LENGTH) entities.add(number);
      continue;
    }
    wordCount += 1;
    const lower = token.toLowerCase();
    if (lower.charCodeAt(0) === first) {
      closeRun();
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
    runEnd = start + token.length;
  }
  closeRun();
  return { entities, wordCount };
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
