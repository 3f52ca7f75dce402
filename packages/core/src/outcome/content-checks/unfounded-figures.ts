import type { ContentCheck, Work } from './content-check.js';
import type { Figure } from './figures.js';
import { derivationOf, figuresOf, hasSameLabel, isNearCopy } from './source-figures.js';
import { lastPart, passesOn } from './tasks.js';

/** An agent that hands on so many of the given figures works with them, and does not tell of something else. */
const MIN_HANDED_ON = 1;
const MIN_GIVEN = 2;

/** A figure after one of these is a guess and says so. */
const ROUGHLY = /(?:approx(?:imately|\.)?|about|around|roughly|nearly|almost|over|more than|less than|up to|estimated|ca\.?|etwa|ungefähr|rund|fast|über|unos|unas|aproximadamente|casi|más de|environ|à peu près|presque|plus de|circa|quasi|oltre|cerca de|约|大约|近|超过|約|およそ|ほぼ|以上)\s*[$€£¥]?\s*$/i;

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
    if (handedOn < MIN_HANDED_ON || !passesOn(lastPart(work.asked))) return undefined;
    const derivation = derivationOf(work, run);
    const unfounded = unknown.find((figure) => !isGuess(work, figure) && !derivation.explains(figure));
    return unfounded && { text: `${unfounded.raw} stands in no input and does not follow from one` };
  },
};

/** The figure of the input in whose place it stands: nearly the same, at the same word, and itself gone. */
function alteredFrom(figure: Figure, gone: readonly Figure[]): Figure | undefined {
  return gone.find((source) => isNearCopy(figure, source) && hasSameLabel(figure, source));
}

function isGuess({ gave }: Work, { start }: Figure): boolean {
  return ROUGHLY.test(gave.text.slice(Math.max(0, start - 24), start));
}
