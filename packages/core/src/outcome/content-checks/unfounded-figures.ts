import type { ContentCheck, Work } from './content-check.js';
import { Derivation } from './derivation.js';
import type { Figure } from './figures.js';
import { handsOn } from './hand-over.js';
import { derivationOf, figuresOf, hasSameLabel, isNearCopy } from './source-figures.js';
import { calculates, passesOn, taskOf } from './tasks.js';

/** An agent that hands on so many of the given figures works with them, and does not tell of something else. */
const MIN_HANDED_ON = 1;
const MIN_GIVEN = 2;

/** A figure after one of these is a guess and says so. */
const ROUGHLY =
  /(?:approx(?:imately|\.)?|about|around|roughly|nearly|almost|over|more than|less than|up to|estimated|ca\.?|etwa|ungefähr|rund|fast|über|unos|unas|aproximadamente|casi|más de|environ|à peu près|presque|plus de|circa|quasi|oltre|cerca de|约|大约|近|超过|約|およそ|ほぼ|以上|ongeveer|około|prawie|около|yaklaşık|약|लगभग|करीब|حوالي)\s*[$€£¥]?\s*$/i;

export const unfoundedFigures: ContentCheck = {
  id: 'unfounded_figures',
  looksAt: 'figures that no input or result holds and that do not follow from one',
  cost: 'quadratic in figures',
  kind: 'provenance',
  category: 'quality_gate_failed',
  find: (work, run) => {
    if (work.given.text === '' && work.results.text === '') return undefined;
    const { given, gave, isGiven, isGone } = figuresOf(work);
    if (gave.length === 0 || given.length < MIN_GIVEN) return undefined;
    const unknown = gave.filter((figure) => !isGiven(figure) && !run.knowledge.holdsFigure(figure, work));
    if (unknown.length === 0) return undefined;
    const handedOn = gave.length - unknown.length;
    const gone = given.filter(isGone);
    // Who replaces all figures has converted them; a mistake is an exception.
    const isException = handedOn > 0 || unknown.length === 1;
    const altered = isException
      ? unknown.find((figure) => alteredFrom(figure, gone, work) !== undefined)
      : undefined;
    if (altered !== undefined) {
      const from = alteredFrom(altered, gone, work);
      return { text: `${altered.raw} stands where the input has ${from?.raw ?? ''}` };
    }
    if (handedOn < MIN_HANDED_ON || !handsOn(work)) return undefined;
    const derivation = derivationOf(work, run);
    // Where no word tells what it was asked for it may have worked anything out.
    const task = taskOf(work.asked);
    const mayBeSteps = calculates(task) || !passesOn(task);
    const isInCode = codeIn(work.gave.text);
    const unfounded = unknown.find((figure) => {
      if (isGuess(work, figure) || isInCode(figure)) return false;
      if (isTotal(work, figure))
        return !derivation.explainsTotal(figure) && !(mayBeSteps && followsFromOwn(work, figure));
      return mayBeSteps
        ? isNearSum(figure, work) && !derivation.explains(figure)
        : !derivation.explains(figure);
    });
    return unfounded && { text: `${unfounded.raw} stands in no input and does not follow from one` };
  },
};

/** A total of what it worked out itself on the way. */
function followsFromOwn({ gave }: Work, figure: Figure): boolean {
  const derivation = new Derivation([]);
  derivation.addRow(gave.figures.filter((other) => other.raw !== figure.raw && !other.isPercent));
  return derivation.explainsTotal(figure);
}

/** The sum of all that was given, but for a digit: a total, whatever it is called. */
function isNearSum(figure: Figure, { given, results }: Work): boolean {
  return [given, results].some(({ figures }) => {
    const row = figures.filter(({ isPercent, isSignificant }) => isSignificant && !isPercent);
    if (row.length < 2 || figure.isPercent) return false;
    const sum = row.reduce((all, { values }) => all + (values[0] ?? 0), 0);
    return (
      figure.values.some((value) => value > sum / 5) &&
      isNearCopy(figure, { raw: sum.toFixed(figure.decimals) })
    );
  });
}

/** Up to ten times more or less: a digit or the mark of decimals went wrong, and not both. */
const isOfItsSize = ({ values }: Figure, other: number): boolean =>
  values.some((value) => value / other >= 0.0999 && value / other <= 10.01);

/** Blocks that hold data and no program. */
const DATA_BLOCK = /^```(?:json\w*|csv|tsv|text|txt|xml|ya?ml|md|markdown)?\s*\n/i;

/** Constants of a program are nothing that it was told. */
function codeIn(text: string): (figure: Figure) => boolean {
  const blocks = [...text.matchAll(/```[\s\S]*?(?:```|$)/g)].filter(([block]) => !DATA_BLOCK.test(block));
  return ({ start }) => blocks.some(({ 0: block, index }) => start >= index && start < index + block.length);
}

/** The figure of the input in whose place it stands: nearly the same, at the same word or place, and itself gone. */
function alteredFrom(figure: Figure, gone: readonly Figure[], work: Work): Figure | undefined {
  return gone.find(
    (source) =>
      isNearCopy(figure, source) &&
      source.values.some((value) => isOfItsSize(figure, value)) &&
      (hasSameLabel(figure, source) || hasSameNeighbours(figure, source, work)),
  );
}

/** The figures before and after it are those before and after its source: all of the row but one was copied. */
function hasSameNeighbours(figure: Figure, source: Figure, work: Work): boolean {
  const { gave, given } = figuresOf(work);
  const [at, from] = [gave.indexOf(figure), given.indexOf(source)];
  const isSameAt = (offset: number): boolean => {
    const [own, other] = [gave[at + offset], given[from + offset]];
    return (
      own !== undefined && other !== undefined && other.values.some((value) => own.values.includes(value))
    );
  };
  return isSameAt(-1) && (isSameAt(1) || (from === given.length - 1 && isSameAt(-2)));
}

/** "Total", in the languages most used, before or after it. */
const TOTAL =
  /total|\bsum\b|in all|altogether|taken together|overall|gesamt|summe|zusammen|insgesamt|suma|en todo|somme|au total|in tutto|somma|complessiv|ammonta|soma|总计|合计|总额|总共|共计|合計|総額|計|totaal|samen|razem|łącznie|общ|итог|всего|toplam|summa|celkem|összesen|tổng|jumlah|합계|총|모두|कुल|जोड़|إجمالي|المجموع/i;
const TOTAL_WITHIN = 24;

function isTotal({ gave: { text } }: Work, { raw, start, isPercent }: Figure): boolean {
  if (isPercent) return false;
  const before =
    text
      .slice(Math.max(0, start - TOTAL_WITHIN), start)
      .split(/[\n.;!?。；]\s?/)
      .at(-1) ?? '';
  const after =
    text.slice(start + raw.length, start + raw.length + TOTAL_WITHIN).split(/[\n.,;!?。、，；\d]/)[0] ?? '';
  return (TOTAL.test(before) && !/\d/.test(before)) || TOTAL.test(after);
}

function isGuess({ gave }: Work, { start }: Figure): boolean {
  return ROUGHLY.test(gave.text.slice(Math.max(0, start - 24), start));
}
