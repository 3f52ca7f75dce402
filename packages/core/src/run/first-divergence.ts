import { decisionsOf, stateOf, summarizeDecision } from './decisions.js';
import type { Decision, Run } from './run.js';

/** Where two runs first went different ways. */
export interface Divergence {
  /** Index of the decision, from 0. */
  readonly index: number;
  readonly kind: 'other_node' | 'other_choice' | 'other_outcome' | 'run_1_ended' | 'run_2_ended';
  /** The decision in one line; null where the run had ended. */
  readonly run1: string | null;
  readonly run2: string | null;
}

/**
 * The first decision at which two runs differ: another node decided, it chose something else, it came out otherwise, or
 * one run had ended. Null when they went the same way to the end.
 */
export function firstDivergence(a: Run, b: Run): Divergence | null {
  const ours = decisionsOf(a);
  const theirs = decisionsOf(b);
  for (let index = 0; index < Math.max(ours.length, theirs.length); index++) {
    const kind = differenceOf(ours[index], theirs[index]);
    if (kind !== undefined) return { index, kind, run1: lineOf(ours[index]), run2: lineOf(theirs[index]) };
  }
  return null;
}

function differenceOf(a: Decision | undefined, b: Decision | undefined): Divergence['kind'] | undefined {
  if (a === undefined) return 'run_1_ended';
  if (b === undefined) return 'run_2_ended';
  if (a.nodeId !== b.nodeId) return 'other_node';
  if ((a.chosenOptionId ?? '') !== (b.chosenOptionId ?? '')) return 'other_choice';
  return stateOf(a) === stateOf(b) ? undefined : 'other_outcome';
}

const lineOf = (decision: Decision | undefined): string | null =>
  decision === undefined ? null : summarizeDecision(decision);
