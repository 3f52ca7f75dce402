import type { ContentCheck, Work } from './content-check.js';
import type { Figure } from './figures.js';
import { derivationOf, figuresOf, hasSameLabel, isNearCopy } from './source-figures.js';
import { handsOn } from './tasks.js';

/** An agent that hands on so many of the given figures works with them, and does not tell of something else. */
const MIN_HANDED_ON = 1;
const MIN_GIVEN = 2;

/** A figure after one of these is a guess and says so. */
const ROUGHLY =
  /(?:approx(?:imately|\.)?|about|around|roughly|nearly|almost|over|more than|less than|up to|estimated|ca\.?|etwa|ungefähr|rund|fast|über|unos|unas|aproximadamente|casi|más de|environ|à peu près|presque|plus de|circa|quasi|oltre|cerca de|约|大约|近|超过|約|およそ|ほぼ|以上)\s*[$€£¥]?\s*$/i;

export const unfoundedFigures: ContentCheck = {
  id: 'unfounded_figures',
  looksAt: 'figures that no input or result holds and that do not follow from one',
  cost: 'quadratic in figures',
  precision: 0.9,
  kind: 'provenance',
  category: 'quality_gate_failed',
  find: (work, run) => {
    if (work.given.text === '' && work.results.text === '') return undefined;
    const { given, gave, isGiven, isGone } = figuresOf(work);
    if (gave.length === 0 || given.length < MIN_GIVEN) return undefined;
    const known = run.knownBefore(work);
    const unknown = gave.filter((figure) => !isGiven(figure) && !known.holds(figure));
    if (unknown.length === 0) return undefined;
    const handedOn = gave.length - unknown.length;
    const gone = given.filter(isGone);
    const altered = unknown.find((figure) => alteredFrom(figure, gone) !== undefined);
    if (altered !== undefined) {
      const from = alteredFrom(altered, gone);
      return { text: `${altered.raw} stands where the input has ${from?.raw ?? ''}` };
    }
    if (handedOn < MIN_HANDED_ON || !handsOn(work.asked)) return undefined;
    const derivation = derivationOf(work, run);
    const unfounded = unknown.find(
      (figure) =>
        !isGuess(work, figure) &&
        !(isTotal(work, figure) ? derivation.explainsTotal(figure) : derivation.explains(figure)),
    );
    return unfounded && { text: `${unfounded.raw} stands in no input and does not follow from one` };
  },
};

/** The figure of the input in whose place it stands: nearly the same, at the same word, and itself gone. */
function alteredFrom(figure: Figure, gone: readonly Figure[]): Figure | undefined {
  return gone.find((source) => isNearCopy(figure, source) && hasSameLabel(figure, source));
}

/** "Total", in the languages most used, before or after it. */
const TOTAL =
  /total|\bsum\b|in all|altogether|taken together|overall|gesamt|summe|zusammen|insgesamt|suma|en todo|somme|au total|in tutto|somma|complessiv|ammonta|soma|总计|合计|总额|总共|共计|合計|総額|計/i;
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
