import type { ContentCheck } from './content-check.js';
import { Derivation } from './derivation.js';
import type { Figure } from './figures.js';
import { KnownFigures } from './known-figures.js';
import { figuresOf } from './source-figures.js';
import { handsOn, keepsAll, selects, taskOf } from './tasks.js';

/** A text that keeps this share and more of the figures keeps them as a rule; one that is gone is an exception. */
const KEPT_SHARE = 0.6;
const MIN_KEPT = 2;

export const lostFigures: ContentCheck = {
  id: 'lost_figures',
  looksAt: 'figures brought in by tools or people that are gone from an output that hands the rest on',
  cost: 'quadratic in figures',
  precision: 0.85,
  kind: 'provenance',
  category: 'quality_gate_failed',
  find: (work, run) => {
    const task = taskOf(work.asked);
    if (work.directs || !handsOn(work.asked)) return undefined;
    const { given, gave, isGone } = figuresOf(work);
    const mustKeepAll = keepsAll(task);
    if (given.length < 2 || gave.length === 0 || (selects(task) && !mustKeepAll)) return undefined;
    const broughtIn = new KnownFigures(run.broughtInBefore(work).figures);
    const primary = (broughtIn.isEmpty ? given : given.filter((figure) => broughtIn.holds(figure))).filter(
      (figure, _, all) => !broughtIn.isEmpty || !isWorkedOut(figure, all),
    );
    const gone = primary.filter((figure) => isGone(figure) && !isMentioned(figure, gave));
    const kept = primary.length - gone.length;
    const isException = kept >= MIN_KEPT && kept / primary.length >= KEPT_SHARE;
    const [first] = gone;
    if (first === undefined || kept === 0 || !(mustKeepAll || isException)) return undefined;
    if (!mustKeepAll && gone.length > Math.max(1, primary.length / 4)) return undefined;
    return { text: `${labelled(first)} is gone, while ${kept} of ${primary.length} figures were handed on` };
  },
};

/** A sum or a share of the others: whoever leaves it out has lost nothing. */
function isWorkedOut(figure: Figure, all: readonly Figure[]): boolean {
  const others = all.filter((other) => other !== figure);
  const derivation = new Derivation([]);
  derivation.addRow(others);
  return figure.isPercent || derivation.explains(figure);
}

/** Written in another precision. */
function isMentioned({ values }: Figure, gave: readonly Figure[]): boolean {
  return gave.some((other) =>
    other.values.some((own) => values.some((value) => value !== 0 && Math.abs(own - value) / Math.abs(value) < 0.005)),
  );
}

const labelled = ({ before, raw }: Figure): string => (before === '' ? raw : `${before} ${raw}`);
