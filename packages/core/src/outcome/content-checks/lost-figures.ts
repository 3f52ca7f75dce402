import { groupBy } from '../../group-by.js';
import type { ContentCheck, ContentRun, Work } from './content-check.js';
import { Derivation } from './derivation.js';
import type { Figure } from './figures.js';
import { handsOn, sourcesOf } from './hand-over.js';
import { keptRows } from './open-row.js';
import { figuresOf } from './source-figures.js';
import { keepsAll, selects, taskOf } from './tasks.js';

/** A text that keeps this share and more of the figures keeps them as a rule; one that is gone is an exception. */
const KEPT_SHARE = 0.6;
const MIN_KEPT = 2;

/** Where so many of the figures look alike they are rows of one table, and not details of a story. */
const ROW_SHARE = 0.7;

export const lostFigures: ContentCheck = {
  id: 'lost_figures',
  looksAt: 'figures brought in by tools or people that are gone from an output that hands the rest on',
  cost: 'quadratic in figures',
  kind: 'provenance',
  category: 'quality_gate_failed',
  find: (work, run) => {
    const task = taskOf(work.asked);
    if (work.directs || !handsOn(work)) return undefined;
    const { given, gave, isGone } = figuresOf(work);
    if (given.length < 2 || gave.length === 0) return undefined;
    const mayLeaveOut = selects(task);
    const mustKeepAll = keepsAll(task) || (!mayLeaveOut && othersKeepAll(work, run));
    if (mayLeaveOut && !mustKeepAll) return undefined;
    const primary = given.filter(
      (figure, _, all) => run.knowledge.isBroughtIn(figure, work) ?? !isWorkedOut(figure, all),
    );
    const rows = mustKeepAll ? primary : alike(primary);
    const gone = rows.filter((figure) => isGone(figure) && !isMentioned(figure, work.gave.figures));
    const kept = rows.length - gone.length;
    const isException = kept >= MIN_KEPT && kept / rows.length >= KEPT_SHARE;
    const [first] = gone;
    if (first === undefined || kept === 0 || !(mustKeepAll || isException)) return undefined;
    if (!mustKeepAll && gone.length > Math.max(1, rows.length / 4)) return undefined;
    const cut = sourcesOf(work, run).find((source) => keptRows(source) !== undefined);
    if (cut !== undefined)
      return { at: cut, text: `its output stops early, and ${first.raw} got lost with it` };
    return { text: `${labelled(first)} is gone, while ${kept} of ${rows.length} figures were handed on` };
  },
};

/** Others were told the very same, and handed on all that their tools returned. */
function othersKeepAll(work: Work, { works }: ContentRun): boolean {
  if (!work.ranTool) return false;
  const others = works.filter((other) => other !== work && other.ranTool && other.asked === work.asked);
  return others.length > 0 && others.every((other) => isComplete(other));
}

function isComplete(work: Work): boolean {
  const { given, isGone } = figuresOf(work);
  return given.length > 0 && !given.some(isGone);
}

/** A whole number between words, as any text has them. */
const PLAIN = '||0';

/**
 * Figures that stand in rows: written in one way, between the same marks. A summary may leave a detail out; who passes on
 * all rows but one has lost it.
 */
function alike(figures: readonly Figure[]): readonly Figure[] {
  const byShape = groupBy(
    figures.filter(({ shape }) => shape !== PLAIN),
    // Data leave out zeros at the end.
    ({ shape, decimals }) => `${shape.slice(0, shape.lastIndexOf('|'))}|${decimals > 0}`,
  );
  const [most = []] = [...byShape.values()].sort((a, b) => b.length - a.length);
  return most.length >= Math.max(MIN_KEPT + 1, ROW_SHARE * figures.length) ? most : [];
}

/** A sum or a share of the others: whoever leaves it out has lost nothing. */
function isWorkedOut(figure: Figure, all: readonly Figure[]): boolean {
  const others = all.filter((other) => other !== figure);
  const derivation = new Derivation([]);
  derivation.addRow(others);
  return figure.isPercent || derivation.explains(figure);
}

/** Written in another precision: 3.4M for 3,436,643, with two digits at least. */
function isMentioned({ values }: Figure, gave: readonly Figure[]): boolean {
  return gave.some(({ raw, values: written, decimals }) => {
    const signs = raw.replaceAll(/\D/g, '').replace(/^0+/, '');
    const digits = (decimals > 0 ? signs : signs.replace(/0+$/, '')).length;
    if (digits < 2) return false;
    return written.some((own) =>
      values.some((value) => value !== 0 && own !== 0 && isRoundedTo(value, own, digits)),
    );
  });
}

function isRoundedTo(value: number, own: number, digits: number): boolean {
  if (Math.abs(own - value) / Math.abs(value) < 0.005) return true;
  return Number(value.toPrecision(digits)) === Number(own.toPrecision(digits));
}

const labelled = ({ before, raw }: Figure): string => (before === '' ? raw : `${before} ${raw}`);
