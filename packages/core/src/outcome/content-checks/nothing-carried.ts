import type { ContentCheck } from './content-check.js';
import { breaksChain, handsOn, sourcesOf } from './hand-over.js';
import { keysOf } from './knowledge.js';
import { keptRows } from './open-row.js';
import { figuresOf } from './source-figures.js';
import { BOUNDARY, taskOf } from './tasks.js';

/** Longer texts say something, if not what was asked for. */
const MAX_CHARS = 240;

/** With fewer figures the material may be one that nobody would repeat. */
const MIN_FIGURES = 2;

/** Shorter words are any sentence's. */
const MIN_WORD_CHARS = 5;

/** Of a service that failed. */
const STATUS = /^[45]\d\d$/;

/** "Here's", "j'ai": two words, of which neither tells. */
const SHORT_FORM = /^\p{L}{1,4}['’]\p{L}{1,2}$/u;

const TELLING = /[\p{sc=Han}\p{sc=Katakana}]{2}/u;

/**
 * In no language's words: an agent that has to hand figures on and says something short without any of them and without
 * a word of what came with them has refused, failed, announced that it will, or left blanks.
 */
export const nothingCarried: ContentCheck = {
  id: 'nothing_carried',
  looksAt: 'a short output that has no figure and no word of the material that was to be handed on',
  cost: 'linear',
  kind: 'quality_check',
  category: 'quality_gate_failed',
  find: (work, run) => {
    const text = work.gave.text.trim();
    if (text === '' || text.length > MAX_CHARS || work.directs) return undefined;
    const { given, gave } = figuresOf(work);
    if (given.length < MIN_FIGURES || gave.some(({ raw }) => !STATUS.test(raw))) return undefined;
    // Figures in another unit are carried, too.
    if (work.gave.figures.filter(({ raw }) => !STATUS.test(raw)).length >= MIN_FIGURES) return undefined;
    if (!handsOn(work) && !breaksChain(work, run)) return undefined;
    const task = new Set(tellingWords(`${run.question} ${firstLines(taskOf(work.asked))}`));
    const material = new Set(tellingWords(`${work.given.text} ${work.results.text}`));
    const isCarried = tellingWords(text).some((word) => material.has(word) && !task.has(word));
    if (isCarried) return undefined;
    // Who was handed the beginning of a text only has nothing to go on with.
    const cut = sourcesOf(work, run).find((source) => keptRows(source) !== undefined);
    return cut === undefined
      ? { text: `nothing of what it was given is in the output: ${text.slice(0, 120)}` }
      : { at: cut, text: `its output stops early, and ${work.agent} could not go on with it` };
  },
};

/** The instruction proper; what it is about stands below it. */
const firstLines = (asked: string): string => asked.replaceAll(BOUNDARY, ' ').split('\n', 2).join(' ');

const tellingWords = (text: string): readonly string[] =>
  keysOf(text).filter(
    (word) => (word.length >= MIN_WORD_CHARS && !SHORT_FORM.test(word)) || TELLING.test(word),
  );
