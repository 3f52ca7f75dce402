import type { ContentCheck } from './content-check.js';
import { openMark } from './open-marks.js';
import { openRow } from './open-row.js';

const ENDS = /(?:[…:;"'”’»)\]}>*_`|~」』）】《》%]|\p{STerm}|\p{Extended_Pictographic})\s*$/u;
const SENTENCE_END = /\p{STerm}(?:["'”’»)」』）]*)(?:\s|$)|[。！？]/gu;

/** Words after which something has to come. */
const OPEN_WORDS =
  /(?:^|[\s(])(?:the|a|an|and|or|of|to|for|with|in|on|at|by|from|as|is|are|was|were|be|that|which|than|its|their|our|because|but|und|oder|der|die|das|den|dem|des|ein|eine|einen|mit|von|für|auf|bei|zu|im|in|ist|sind|war|wurden?|dass|weil|aber|y|o|el|la|los|las|un|una|de|del|con|por|para|en|es|son|que|pero|et|ou|le|les|des|du|une|avec|pour|dans|sur|est|sont|au|aux|à|mais|e|il|lo|gli|i|di|della|dei|delle|per|con|nel|è|sono|che|ma|do|da|dos|das|com|os|as|um|uma)$/iu;

const OPEN_CJK = /[、，,；：:はがをにへとのでもや的和与及是在为以]$/u;

/** So long a text is prose, not a title or a value. */
const MIN_PROSE_CHARS = 40;

export const cutOff: ContentCheck = {
  id: 'cut_off',
  looksAt: 'the end of an output: finish reason, open blocks, open JSON, a sentence that does not end',
  cost: 'linear',
  kind: 'soft_error',
  category: 'quality_gate_failed',
  find: (work) => {
    const { gave, finishReason } = work;
    const text = gave.text.trimEnd();
    if (text === '') return undefined;
    if (finishReason === 'length' && !/[.!?。！？}\]]\s*$/.test(text))
      return { text: 'the output was cut off at its length limit' };
    // What a tool returned and the agent passed on to its last sign is as long as it ever was.
    if (work.results.text.trimEnd().endsWith(text)) return undefined;
    const why = openEnd(text) ?? openRow(work);
    return why === undefined ? undefined : { text: `the output stops in the middle: ${why}` };
  },
};

/** A sentence begun after the last one that ended. */
const MIN_REST_CHARS = 24;

function openEnd(text: string): string | undefined {
  if (((text.match(/^\s*```/gm) ?? []).length & 1) === 1) return 'a block of code is not closed';
  if (/^[[{]/.test(text.trimStart()) && isOpenJson(text)) return 'the JSON is not closed';
  const lines = text.split('\n');
  const last = lines.at(-1)?.trim() ?? '';
  if (isOpenRow(lines, last)) return 'the last row of the table is not complete';
  if (/^(?:[-*•]|\d+[.)])$/.test(last) && lines.length > 2) return 'the last item of the list is empty';
  if (/[,;、，；(（[]$/.test(last) || OPEN_WORDS.test(last)) {
    const isProse = text.length >= MIN_PROSE_CHARS || OPEN_WORDS.test(last);
    if (isProse && !last.startsWith('|') && !isGreeting(last)) return `it ends with "${last.slice(-30)}"`;
  }
  if (/[:：]$/.test(last) && lines.length === 1) return 'it announces something and ends';
  const mark = openMark(text);
  if (mark !== undefined) return mark;
  if (ENDS.test(last)) return undefined;
  return isOpenSentence(text, lines, last) ? `it ends with "${last.slice(-30)}"` : undefined;
}

/** "Yours faithfully," and a name below need no full stop, nor does the greeting alone. */
const isGreeting = (line: string): boolean =>
  line.length < 40 && line.endsWith(',') && !/\d/.test(line) && line.split(' ').length <= 4;

/** "Kind regards, Anna Berg": who signs stands in capitals after the comma. */
const isSignature = (rest: string): boolean =>
  /^[^,]{2,30},(?:\s\p{Lu}[\p{L}.'’-]*)+$/u.test(rest) || /^[^,\p{N}]{2,30},\s[^,\p{N}]{2,24}$/u.test(rest);

/** Whoever begins sentences with small letters chats, and chats without full stops. */
const isChat = (rest: string): boolean => /^\p{Ll}/u.test(rest.trimStart());

/** Prose whose other sentences end, and whose last line neither ends nor is a title, an item or a name. */
function isOpenSentence(text: string, lines: readonly string[], last: string): boolean {
  if (/^(?:[-*•#|>]|\d+[.)])\s?/.test(last) || last.includes('|')) return false;
  if (/[はがをにへとのでや、]$/u.test(last) || (OPEN_CJK.test(last) && /\p{sc=Han}/u.test(last)))
    return last.length >= 6;
  const isOneLine = lines.filter((line) => line.trim() !== '').length === 1;
  const hasEnded = (text.match(SENTENCE_END) ?? []).length > 0;
  // A comma inside a figure parts no list, and an item that has its figure is whole.
  const isList = /(?:,(?!\d)|;|、|，|；)/.test(last) && !/\d\s?\S{0,8}$/.test(last);
  const ends = [...last.matchAll(SENTENCE_END)].at(-1);
  // "See you in May": a last word to somebody is short and often has no full stop.
  const rest = ends === undefined ? '' : last.slice(ends.index + ends[0].length);
  const isLong = rest.length >= (/\p{sc=Han}/u.test(rest) ? MIN_REST_CHARS / 3 : MIN_REST_CHARS);
  if (ends !== undefined && isLong && last.length >= MIN_PROSE_CHARS)
    return !isSignature(rest) && !isChat(rest);
  if (ends !== undefined) return false;
  if (hasEnded && last.length >= 2 * MIN_PROSE_CHARS) return !isChat(last);
  return isOneLine && isList && !hasEnded && /\s\S+$/.test(last) && last.length >= 2 * MIN_PROSE_CHARS;
}

const columns = (row: string): number =>
  row
    .trim()
    .replaceAll(/^\||\|$/g, '')
    .split('|').length;

function isOpenRow(lines: readonly string[], last: string): boolean {
  const rows = lines.filter((line) => line.includes('|'));
  if (rows.length < 3 || !last.includes('|')) return false;
  const header = rows[0] ?? '';
  const isClosed = !header.trim().endsWith('|') || last.endsWith('|');
  return columns(last) < columns(header) || !isClosed || /\|\s*$/.test(last.replace(/\|$/, ''));
}

function isOpenJson(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (inString) {
      if (char === '\\') at += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') depth -= 1;
  }
  // Prose may begin with a bracket; JSON has quotation marks or figures after it.
  return depth > 0 && /^[[{]\s*["{[\d]/.test(text.trimStart());
}
