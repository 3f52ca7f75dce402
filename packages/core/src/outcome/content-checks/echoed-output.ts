import type { ContentCheck } from './content-check.js';
import { sourcesOf } from './hand-over.js';
import { taskOf, passesOn } from './tasks.js';

/** A shorter input may well be its own answer; a much longer one is not repeated, and need not be compared. */
const MIN_CHARS = 40;

const flat = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[\s\p{P}]+/gu, ' ')
    .trim();

export const echoedOutput: ContentCheck = {
  id: 'echoed_output',
  looksAt: 'an output that is the very message the agent was given, its task included',
  cost: 'linear',
  kind: 'quality_check',
  category: 'quality_gate_failed',
  find: (work, run) => {
    const { gave, given, asked, directs } = work;
    if (directs || gave.text.length < MIN_CHARS || gave.text.length < given.text.length / 2) return undefined;
    const asksFor = taskOf(asked);
    const isForWords = passesOn(asksFor);
    if (!isForWords && !(work.ranTool || sourcesOf(work, run).length > 0)) return undefined;
    const task = flat(asksFor);
    if (task.length === 0) return undefined;
    const output = flat(gave.text);
    const input = flat(given.text);
    const isWhole =
      output === input ||
      (output.length > 0.9 * input.length && input.includes(output) && output.startsWith(task.slice(0, 30)));
    return isWhole ? { text: 'the output repeats the input, and the task with it' } : undefined;
  },
};
