import type { ContentRun, Work } from './content-check.js';
import { Derivation } from './derivation.js';
import type { Figure } from './figures.js';
import { KnownFigures } from './known-figures.js';

/** The figures of a work, on both sides. */
export interface WorkFigures {
  /** Significant figures of what it was given and of what its tools returned; each value once. */
  readonly given: readonly Figure[];
  readonly gave: readonly Figure[];
  readonly isGiven: (figure: Figure) => boolean;
  readonly isGone: (figure: Figure) => boolean;
}

/** A text with more is a table of data, of which the first rows tell enough. */
const MAX_FIGURES = 300;

const cache = new WeakMap<Work, WorkFigures>();

export function figuresOf(work: Work): WorkFigures {
  const known = cache.get(work);
  if (known !== undefined) return known;
  const given = distinct(
    [...work.given.figures, ...work.results.figures].filter(({ isSignificant }) => isSignificant),
  ).slice(0, MAX_FIGURES);
  const gave = work.gave.figures.filter(({ isSignificant }) => isSignificant).slice(0, MAX_FIGURES);
  let inGiven: KnownFigures | undefined;
  let inGave: KnownFigures | undefined;
  const figures = {
    given,
    gave,
    isGiven: (figure: Figure) =>
      (inGiven ??= new KnownFigures([...work.given.figures, ...work.results.figures])).holds(figure),
    isGone: (figure: Figure) => !(inGave ??= new KnownFigures(work.gave.figures)).holds(figure),
  };
  cache.set(work, figures);
  return figures;
}

/** All that can be worked out from what a work was given, and from what it wrote itself on the way. */
export function derivationOf(work: Work, run: ContentRun): Derivation {
  const derivation = new Derivation([...work.given.figures, ...work.results.figures]);
  for (const passage of [work.given, work.results]) derivation.addRow(passage.figures.filter(isPart));
  const own = work.gave.figures.filter((figure) => isPart(figure) && run.knowledge.holdsFigure(figure, work));
  derivation.addRow(own);
  return derivation;
}

/** Percentages and numbers of list items are no parts of a sum. */
const isPart = ({ isPercent, isSignificant, values }: Figure): boolean =>
  !isPercent && (isSignificant || (values[0] ?? 0) > 12);

function distinct(figures: readonly Figure[]): readonly Figure[] {
  const byValue = new Map<number, Figure>();
  for (const figure of figures) {
    if (!figure.values.some((value) => byValue.has(value))) byValue.set(figure.values[0] ?? 0, figure);
  }
  return [...byValue.values()];
}

/** The same digits but for one, two of them swapped, or ten times more or less. */
export function isNearCopy(a: Pick<Figure, 'raw'>, b: Pick<Figure, 'raw'>): boolean {
  const [one, other] = [digitsOf(a), digitsOf(b)];
  if (one.length < 3 || one === other) return false;
  if (Math.abs(one.length - other.length) === 1) return one === `${other}0` || other === `${one}0`;
  if (one.length !== other.length) return false;
  const differing = one.split('').flatMap((digit, index) => (digit === other[index] ? [] : [index]));
  if (differing.length === 1) return true;
  const [first = 0, second = 0] = differing;
  return (
    differing.length === 2 &&
    second === first + 1 &&
    one[first] === other[second] &&
    one[second] === other[first]
  );
}

const digitsOf = ({ raw }: Pick<Figure, 'raw'>): string => raw.replaceAll(/\D/g, '').replace(/^0+/, '');

const isSame = (one: string, other: string): boolean =>
  one.length > 1 &&
  other.length > 1 &&
  (one === other ||
    one.startsWith(other) ||
    other.startsWith(one) ||
    one.endsWith(other) ||
    other.endsWith(one));

/** Both stand beside the same word. */
export function hasSameLabel(a: Figure, b: Figure): boolean {
  return (
    isSame(a.before, b.before) ||
    isSame(a.after, b.before) ||
    isSame(a.before, b.after) ||
    (isSame(a.after, b.after) && !UNITS.test(a.after))
  );
}

const UNITS =
  /^(?:kg|g|mg|t|km|m|cm|mm|l|ml|eur|usd|euro|dollars?|円|元|€|st|stk|pcs|h|min|and|und|y|et|e|の|で)$/i;
