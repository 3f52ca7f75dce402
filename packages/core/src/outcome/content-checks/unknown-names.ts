import type { ContentCheck, ContentRun, Work } from './content-check.js';
import { handsOn } from './hand-over.js';
import { holdsKey, keysOf } from './knowledge.js';
import { subjectOf, swappedSubject } from './swapped-subject.js';
import { taskOf } from './tasks.js';

const WORD = String.raw`[\p{Lu}][\p{L}\p{M}\p{N}'’-]*`;
/** What stands in small letters inside a name. */
const PARTICLE = String.raw`(?:\s(?:de|des|du|del|de la|de los|de las|la|di|della|da|do|dos|of|of the|von|van)\s)`;
const LATIN_NAME = new RegExp(String.raw`${WORD}(?:[ \u00a0]&[ \u00a0]${WORD}|[ \u00a0]${WORD}){1,4}`, 'gu');
const JOINED_NAME = new RegExp(String.raw`${WORD}${PARTICLE}${WORD}`, 'gu');
const TITLED =
  /\b(?:Mme|M\.|Mlle|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Herrn?|Frau|Sr\.?|Sra\.?|Sig\.?(?:ra)?|Prof\.?|familia|famille|famiglia|Familie)\s[\p{Lu}][\p{L}\p{M}'’-]+/gu;
const CJK_NAME =
  /(?:株式会社|有限会社|合同会社)[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]{2,4}|[\p{sc=Han}\p{sc=Katakana}ー]{2}(?:公司|集团|医院|诊所|銀行|银行|大学|学校|先生|女士|百貨店|商店|商会|病院|会社|様|さん|氏|工場|工厂)|[\p{sc=Han}]{2,4}(?:屋|店|館|馆|園|园|堂|荘|社|院|亭|楼|坊|旅館|酒店|書店|书店|茶舗)(?![\p{sc=Han}])/gu;

const EAST_ASIAN = /[\p{sc=Han}\p{sc=Katakana}]/u;

/** Capitals that are manners. */
const MANNERS =
  /^(?:dear|sir|madam|best|kind|warm|regards|yours|sincerely|faithfully|hello|hi|thanks?|thank|you|many|wishes|team|sehr|beste[nr]?|danke?|vielen|grüße|liebe[rns]?|merci|bien|gracias|muchas|mil|grazie|tante|obrigad[oa]|atenciosamente|vriendelijke|groet(?:en)?|geehrte[rns]?|damen|herren|mit|freundlichen|grüßen|cher|chère|cordialement|estimad[oa]s?|saludos|gentil[ei]|cordiali|saluti)$/i;

const SHORT = 3;

export const unknownNames: ContentCheck = {
  id: 'unknown_names',
  looksAt: 'names that no input or result holds, in the place of the one that it was about',
  cost: 'linear',
  kind: 'provenance',
  category: 'quality_gate_failed',
  find: (work, run) => {
    if (!handsOn(work)) return undefined;
    const swap = swappedSubject(work, run);
    if (swap !== undefined)
      return { text: `${swap.stranger} stands in no input, where the input has ${swap.subject}` };
    // A stranger beside the one it is about may be anybody; in the place of it, it is a mistake.
    const asked = namesIn(`${run.question}\n${taskOf(work.asked)}`);
    const subject = asked.length > 0 ? undefined : subjectOf(run);
    const isAbout = subject !== undefined ? [subject] : asked.length > 0 ? asked : namesIn(work.results.text);
    if (isAbout.length === 0) return undefined;
    const said = work.gave.text.toLowerCase();
    const isGone = isAbout.every((name) => isUnknown(name, (word) => holdsAll(said, word)));
    if (!isGone) return undefined;
    // Last, since it reads the words of the whole run.
    const isStranger = (name: string): boolean =>
      isUnknown(name, (word) => run.knowledge.holdsWord(word, work));
    const stranger =
      namesIn(proseOf(work.gave.text)).find(isStranger) ??
      namesIn(work.gave.text)
        .flatMap((name) => unknownEnd(name, isStranger) ?? [])
        .find((name) => isTakenUp(name, work, run));
    return stranger === undefined
      ? undefined
      : { text: `${stranger} stands in no input, where the input has ${isAbout[0] ?? ''}` };
  },
};

/** Headings and items of lists are written with capitals by habit: a line of its own, an item, a label before a colon. */
const proseOf = (text: string): string =>
  text
    .split('\n')
    .filter(
      (line) =>
        !/^\s*(?:[-*•#>|+]|\d+[.)])/.test(line) &&
        /\p{Ll}{2}|[\p{sc=Han}\p{sc=Katakana}]/u.test(line.replaceAll(LATIN_NAME, '')),
    )
    .join('\n');

/** "Revenue Southgate Holdings": what is left without the words that are known. */
function unknownEnd(name: string, isStranger: (word: string) => boolean): string | undefined {
  const words = name.split(' ');
  const from = words.findLastIndex((word) => !isStranger(word)) + 1;
  return words.length - from >= 2 ? words.slice(from).join(' ') : undefined;
}

/** Titles and items are written with capitals by habit, but others repeat only names, and without a figure behind. */
const isTakenUp = (name: string, work: Work, { works }: ContentRun): boolean =>
  works
    .slice(work.index + 1)
    .some(({ gave: { text } }) => text !== work.gave.text && isInProse(name, text)) &&
  !new RegExp(String.raw`${name}\W{0,12}\d`, 'u').test(work.gave.text);

/** In the midst of other words: titles and labels are copied, too, but are no part of a sentence. */
function isInProse(name: string, text: string): boolean {
  const at = text.indexOf(name);
  if (at === -1) return false;
  const [before, after] = [text.slice(0, at), text.slice(at + name.length)];
  return /\p{Ll}\p{M}*,?[ \u00a0]$/u.test(before) || /^,?[ \u00a0]\p{Ll}/u.test(after);
}

function namesIn(text: string): readonly string[] {
  const names = new Set<string>();
  for (const list of EAST_ASIAN.test(text) ? [LATIN_NAME, TITLED, CJK_NAME] : [LATIN_NAME, TITLED]) {
    for (const [name] of text.matchAll(list)) names.add(name.trim());
  }
  // "Revenue of Southgate Holdings" is no name beyond the one that is in it.
  const firsts = new Set([...names].map((name) => name.split(/\s/, 1)[0]));
  for (const [name] of text.matchAll(JOINED_NAME))
    if (!name.split(/\s/).some((word) => firsts.has(word))) names.add(name);
  return [...names].filter((name) => !name.split(/\s/).every((word) => MANNERS.test(word)));
}

/** None of its words that tell something is known; of a name in Chinese or Japanese, not the whole. */
function isUnknown(name: string, isKnown: (word: string) => boolean): boolean {
  if (EAST_ASIAN.test(name)) return !isKnown(name);
  const words = keysOf(name).filter((word) => word.length >= SHORT && !MANNERS.test(word));
  return words.length > 0 && !words.some(isKnown);
}

const holdsAll = (said: string, word: string): boolean => keysOf(word).every((key) => holdsKey(said, key));
