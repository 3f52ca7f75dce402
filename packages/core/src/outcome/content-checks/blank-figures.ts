import type { ContentRun, Work } from './content-check.js';
import type { Figure } from './figures.js';
import { breaksChain, handsOn } from './hand-over.js';
import { figuresOf } from './source-figures.js';

/** What people put in the place of a figure that they do not know yet. */
const FILLER = String.raw`(?:…+|\.{3,}|_{2,}|＿+|#{2,}|\?{2,}|？{2,}|-{3,}|—{2,}|\*{3,}|[xX]{2,}(?:[.,][xX]{2,})*|\b[XYZNn]\b|[○〇◯●□]{1,}|O{2,})`;

/** A remark in brackets, in any script; no footnote, no link, no code. */
const REMARK = /[[【〔<＜]\s*\p{L}[\p{L}\p{M} .'’:-]{2,50}[\]】〕>＞](?!\()/u;
/** Filler with what stands right before and after it. */
const BESIDE = String.raw`[\p{L}\p{M}]{1,5}|\p{L}{0,2}\p{Sc}`;
const SLOTS = new RegExp(
  String.raw`(?:(?<![\p{L}\p{M}\d])(${BESIDE})[ \u00a0]?|(?<![\p{L}\d.]))(${FILLER})(?:[ \u00a0]?(${BESIDE}))?(?![\p{L}\p{M}\d])`,
  'gu',
);
/** Most texts have none of it. */
const SLOT = /…|\.{3}|__|＿|##|\?\?|？？|--|——|\*{3}|xx|XX|OO|[○〇◯●□]|\b[XYZNn]\b/;
const TAGGED = /<\/|\/>/;

/** The same within parentheses: only a short text without them would say nothing. */
const ASIDE = /[(（]\s*\p{L}[\p{L}\p{M} .'’:-]{2,40}[)）]/u;
const MAX_ASIDE_TEXT = 120;

/** Filler inside a sentence, not at the end of one, where it is a way to talk. */
const INSIDE =
  /(?:…+|\.{4,}|(?<= )\.{3}(?= )|_{2,}|＿+|#{2,}(?! )|\?{2,}(?=[ \u00a0]?\p{L})|[○〇]{2,})(?=[ \u00a0]?[\p{L}\p{Sc}.,;])/u;

const OPENING = /[[【〔<＜(（]/;

const MIN_GIVEN = 2;
const MAX_TEXT_CHARS = 4000;
const MAX_UNIT_CHARS = 6;

/**
 * In no language's words: figures with a unit or a currency came in, and where that unit stands in the output there are
 * dots, lines or letters instead of digits; or a remark in brackets stands in an output without any figure.
 */
export function blankFigure(work: Work, run: ContentRun): string | undefined {
  const { text } = work.gave;
  // The cheapest first: most texts have neither filler nor brackets.
  if (text.length > MAX_TEXT_CHARS || !(SLOT.test(text) || OPENING.test(text))) return undefined;
  if (!handsOn(work) && !breaksChain(work, run)) return undefined;
  const { given, gave, isGone } = figuresOf(work);
  if (given.length < MIN_GIVEN || !given.some(isGone)) return undefined;
  if (gave.length === 0 && text.length <= MAX_REMARK_TEXT && !TAGGED.test(text)) {
    const isShort = text.length <= MAX_ASIDE_TEXT;
    const remark = [REMARK, INSIDE, ...(isShort ? [ASIDE] : [])].map((mark) => mark.exec(text)?.[0]);
    const found = remark.find((mark) => mark !== undefined && !isGiven(mark, work));
    if (found !== undefined) return found;
  }
  const units = SLOT.test(text) ? unitsOf(work) : new Set<string>();
  if (units.size === 0) return undefined;
  return [...text.matchAll(SLOTS)]
    .filter(([, left, , right]) => units.has(left ?? '') || units.has(right ?? ''))
    .map(([slot]) => slot)
    .find((slot) => !isGiven(slot, work));
}

/** A longer text is about something else. */
const MAX_REMARK_TEXT = 300;

const isGiven = (mark: string, { given, results, asked }: Work): boolean =>
  [given.text, results.text, asked].some((text) => text.includes(mark));

/** Marks and short words that stand right before or after many of the figures that came in. */
function unitsOf({ given, results }: Work): ReadonlySet<string> {
  const figures = [...given.figures, ...results.figures].filter(({ isSignificant }) => isSignificant);
  const counts = new Map<string, number>();
  const count = (unit: string | undefined): void => {
    if (unit !== undefined) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  };
  for (const { text, figures } of [given, results]) {
    for (const figure of figures) {
      count(before(text, figure));
      count(after(text, figure));
    }
  }
  return new Set(
    [...counts].filter(([, times]) => times > 1 && times >= figures.length / 3).map(([unit]) => unit),
  );
}

const before = (text: string, { start }: Figure): string | undefined =>
  /(?:^|[^\p{L}\p{M}])([\p{L}\p{M}]{1,4}|[\p{L}]{0,2}\p{Sc})[ \u00a0]?$/u.exec(
    text.slice(Math.max(0, start - MAX_UNIT_CHARS), start),
  )?.[1];

const after = (text: string, { start, raw }: Figure): string | undefined =>
  /^[ \u00a0]?(\p{Sc}|[\p{L}\p{M}]{1,5})(?![\p{L}\p{M}])/u.exec(
    text.slice(start + raw.length, start + raw.length + MAX_UNIT_CHARS + 2),
  )?.[1];
