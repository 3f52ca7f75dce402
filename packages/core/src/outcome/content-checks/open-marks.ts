const PAIRS: readonly (readonly [open: string, close: string])[] = [
  ['(', ')'],
  ['[', ']'],
  ['（', '）'],
  ['【', '】'],
  ['「', '」'],
  ['『', '』'],
  ['《', '》'],
  ['«', '»'],
];

/** A longer line is searched from here. */
const MAX_LINE_CHARS = 2000;

const TAG = /<(\/?)([a-z][\w-]*)\b[^<>]*?(\/?)>/gi;

/** Elements that hold others, and so are closed wherever somebody wrote them with care. */
const HOLDERS: ReadonlySet<string> = new Set(['ul', 'ol', 'table', 'div', 'section', 'html', 'body']);

const countOf = (text: string, mark: string): number => text.split(mark).length - 1;

/** A bracket, a quotation mark or a tag that was opened and not closed, in any language. */
export function openMark(text: string): string | undefined {
  const last = text.slice(text.lastIndexOf('\n') + 1).slice(-MAX_LINE_CHARS);
  // A face like :( opens nothing, and the line's own last sign may be one.
  const plain = last.replaceAll(/[:;]-?[([]/g, '');
  const pair = PAIRS.find(
    ([open, close]) => plain.includes(open) && countOf(plain, open) > countOf(plain, close),
  );
  if (pair !== undefined) return `"${pair[0]}" is not closed`;
  return text.includes('</') || /^\s*<[a-z]/i.test(text) ? openTag(text) : undefined;
}

function openTag(text: string): string | undefined {
  const open = new Map<string, number>();
  const closed = new Set<string>();
  for (const [, slash, name = '', isEmpty] of text.matchAll(TAG)) {
    const tag = name.toLowerCase();
    if (isEmpty === '/') continue;
    open.set(tag, (open.get(tag) ?? 0) + (slash === '/' ? -1 : 1));
    if (slash === '/') closed.add(tag);
  }
  const found = [...open].find(([tag, count]) => count > 0 && (closed.has(tag) || HOLDERS.has(tag)));
  return found && `<${found[0]}> is not closed`;
}
