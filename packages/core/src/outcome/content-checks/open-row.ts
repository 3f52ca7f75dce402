import type { Work } from './content-check.js';
import type { Figure } from './figures.js';
import { handsOn } from './hand-over.js';
import { figuresOf } from './source-figures.js';
import { selects, taskOf } from './tasks.js';

const WORD = /[\p{L}\p{M}][\p{L}\p{M}\p{N}'’-]*/gu;

/** What stands between two figures of a table is short: a label, a unit, marks. */
const MAX_GAP_CHARS = 160;
const MAX_MARK_CHARS = 6;

/**
 * Rows that begin and do not end: the output names the label whose figure comes next in its input and stops, or stops at
 * the mark or word that all of its figures stand behind, or at a figure without the unit that all others have.
 */
export function openRow(work: Work): string | undefined {
  const text = work.gave.text.trimEnd();
  const written = work.gave.figures.filter(({ isSignificant }) => isSignificant);
  const last = written.at(-1);
  const tail = last === undefined ? text : text.slice(last.start + last.raw.length);
  if (/\p{STerm}/u.test(tail.slice(-1)) || tail.length > MAX_GAP_CHARS) return undefined;
  const isOpen =
    tail === ''
      ? lacksUnit(text, written) && !selects(taskOf(work.asked)) && (keptRows(work) ?? 0) > 0
      : endsBeforeFigure(text, tail, written);
  if (isOpen) return 'a figure is not complete';
  return namesNext(work, tail) ? 'a label has no figure' : undefined;
}

function lacksUnit(text: string, written: readonly Figure[]): boolean {
  const units = written
    .slice(0, -1)
    .map(({ start, raw }) => /^\s?[\p{L}\p{M}%€$£¥₩₹]{1,6}/u.exec(text.slice(start + raw.length))?.[0]);
  return units.length >= 2 && units[0] !== undefined && units.every((unit) => unit === units[0]);
}

function endsBeforeFigure(text: string, tail: string, written: readonly Figure[]): boolean {
  const mark = /\S{1,6}$/u.exec(tail)?.[0];
  if (mark === undefined || /\d/.test(mark) || /^[|}\])>*_`]+$/.test(mark)) return false;
  const before = written.map(({ start }) => text.slice(Math.max(0, start - MAX_MARK_CHARS - 1), start));
  return before.filter((part) => part.trimEnd().endsWith(mark)).length >= Math.max(2, written.length - 1);
}

/** The first given figure that is gone after all that were handed on, and whether its label stands in the tail. */
function namesNext(work: Work, tail: string): boolean {
  const kept = keptRows(work);
  const { given, gave } = figuresOf(work);
  if (kept === undefined || (kept === 0 && (gave.length > 0 || !handsOn(work)))) return false;
  const [before, next] = [given[kept - 1], given[kept]];
  const end = wordsOf(tail).at(-1);
  if (next === undefined || end === undefined) return false;
  // Before the first row stands what all of it is about.
  const common = new Set(wordsOf(before === undefined ? taskOf(work.asked) : gapBefore(work, before)));
  const label = wordsOf(gapBefore(work, next)).filter((word) => !common.has(word) && word !== before?.after);
  return label.includes(end);
}

function gapBefore({ given, results }: Work, figure: Figure): string {
  const source = given.figures.includes(figure) ? given : results;
  const at = source.figures.indexOf(figure);
  const previous = source.figures[at - 1];
  const from = previous === undefined ? 0 : previous.start + previous.raw.length;
  return source.text.slice(Math.max(from, figure.start - MAX_GAP_CHARS), figure.start);
}

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(WORD) ?? [];

/** How many of the given figures, from the first, were handed on, where none after these was; undefined: all, or others. */
export function keptRows(work: Work): number | undefined {
  const { given, isGone } = figuresOf(work);
  const firstGone = given.findIndex(isGone);
  if (firstGone === -1 || given.length < 2) return undefined;
  return given.slice(firstGone).every(isGone) ? firstGone : undefined;
}
