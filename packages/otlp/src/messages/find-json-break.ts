type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma or end' | 'nothing';

const WHITESPACE = /[ \t\n\r]*/y;
const LITERAL = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\d.eE])/y;
const UNFINISHED_LITERAL =
  /(?:t|tr|tru|f|fa|fal|fals|n|nu|nul|-|-?(?:0|[1-9]\d*)(?:\.|(?:\.\d+)?[eE][+-]?))$/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/**
 * Where a text that is not JSON stops being it: the offset of the first character that cannot stand there, or the length
 * of the text when it only ends too early. Runtimes word this differently from release to release, and not always with a
 * position.
 */
export function findJsonBreak(text: string): number {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let at = 0;
  for (;;) {
    at += matchLength(WHITESPACE, text, at);
    const next = text[at];
    if (next === undefined) return at;
    const isValuePlace: boolean = expected === 'value' || expected === 'value or ]';
    if (next === '"' && (isValuePlace || expected === 'key' || expected === 'key or }')) {
      const end = endOfString(text, at);
      if (end.broken) return end.at;
      at = end.at;
      expected = isValuePlace ? afterValue(open) : 'colon';
    } else if ((next === '{' || next === '[') && isValuePlace) {
      open.push(next);
      expected = next === '{' ? 'key or }' : 'value or ]';
      at += 1;
    } else if (closes(next, open, expected)) {
      open.pop();
      expected = afterValue(open);
      at += 1;
    } else if (next === ',' && expected === 'comma or end') {
      expected = open.at(-1) === '{' ? 'key' : 'value';
      at += 1;
    } else if (next === ':' && expected === 'colon') {
      expected = 'value';
      at += 1;
    } else {
      const length = isValuePlace ? matchLength(LITERAL, text, at) : 0;
      if (length === 0)
        return isValuePlace && matchLength(UNFINISHED_LITERAL, text, at) > 0 ? text.length : at;
      expected = afterValue(open);
      at += length;
    }
  }
}

function afterValue(open: readonly string[]): Expected {
  return open.length === 0 ? 'nothing' : 'comma or end';
}

function closes(next: string, open: readonly string[], expected: Expected): boolean {
  if (next === '}') return open.at(-1) === '{' && (expected === 'key or }' || expected === 'comma or end');
  return next === ']' && open.at(-1) === '[' && (expected === 'value or ]' || expected === 'comma or end');
}

function endOfString(text: string, start: number): { at: number; broken: boolean } {
  let at = start + 1;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === '"') return { at: at + 1, broken: false };
    if (character < ' ') return { at, broken: true };
    const step = character === '\\' ? matchLength(ESCAPE, text, at) : 1;
    if (step === 0) return { at: text.length - at < 6 ? text.length : at, broken: true };
    at += step;
  }
  return { at, broken: true };
}

function matchLength(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}
