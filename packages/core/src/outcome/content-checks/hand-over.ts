import { simplifyName } from '../../graph/handoffs.js';
import type { ContentRun, Work } from './content-check.js';
import { figuresOf } from './source-figures.js';
import { invents, passesOn, reviews, taskOf } from './tasks.js';

/** With fewer figures a share of them tells nothing. */
const MIN_FIGURES = 3;
const CARRIED_SHARE = 0.6;

/**
 * Whether figures and names of a work come from what it was given: by the words of its task, in the languages that the
 * tables know, or, in any, because most of the figures that it was given stand in its output.
 */
export function handsOn(work: Work): boolean {
  const known = cache.get(work);
  if (known !== undefined) return known;
  const task = taskOf(work.asked);
  const found = !reviews(task) && (passesOn(task) || (!invents(task) && carriesMost(work)));
  cache.set(work, found);
  return found;
}

/** Three checks ask, and each word of many languages is looked for in the task. */
const cache = new WeakMap<Work, boolean>();

function carriesMost(work: Work): boolean {
  const { given, isGone } = figuresOf(work);
  if (given.length < MIN_FIGURES) return false;
  const kept = given.filter((figure) => !isGone(figure)).length;
  return kept >= MIN_FIGURES && kept / given.length >= CARRIED_SHARE;
}

const holds = (work: Work, text: string): boolean =>
  work.given.text.includes(text) || work.results.text.includes(text);

/** Later works that were given the output of this one. */
export function usersOf(work: Work, { works }: ContentRun): readonly Work[] {
  const text = work.gave.text.trim();
  if (text === '') return [];
  return works.slice(work.index + 1).filter((other) => other.agent !== work.agent && holds(other, text));
}

/** Earlier works whose output this one was given. */
export function sourcesOf(work: Work, { works }: ContentRun): readonly Work[] {
  return works.slice(0, work.index).filter((other) => {
    const text = other.gave.text.trim();
    return text !== '' && other.agent !== work.agent && holds(work, text);
  });
}

/** Whether it names another agent of the run: whoever hands out work has not refused any. */
export const isRouting = ({ agent, gave: { text } }: Work, { works }: ContentRun): boolean => {
  const said = simplifyName(text);
  return works.some((other) => {
    const name = simplifyName(other.agent);
    return other.agent !== agent && name.length > 1 && said.includes(name);
  });
};

/**
 * A link that breaks a chain: figures came in, none went out, and those who work with its output have no others. In no
 * language's words; whoever only judges is no link, since others go on with what was judged.
 */
export function breaksChain(work: Work, run: ContentRun): boolean {
  const { given, gave } = figuresOf(work);
  if (given.length < MIN_FIGURES || gave.length > 0 || isRouting(work, run)) return false;
  const users = usersOf(work, run);
  return users.length > 0 && users.every((user) => isEnd(user, work) || figuresOf(user).given.length === 0);
}

/** Who directs and answers with it, word by word, has made it the answer of the run. */
const isEnd = (user: Work, work: Work): boolean =>
  user.directs && user.gave.text.trim() === work.gave.text.trim();
