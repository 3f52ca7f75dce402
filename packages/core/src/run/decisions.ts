import { distinct } from '../plain/distinct.js';
import { roundTo } from '../plain/round.js';
import type { Decision, Option, Run } from './run.js';

export type DecisionState = 'succeeded' | 'failed' | 'pending';

/** What became of a decision; one without an outcome is pending, not failed. */
export function stateOf({ outcome }: Decision): DecisionState {
  if (outcome === undefined) return 'pending';
  return outcome.success ? 'succeeded' : 'failed';
}

/** Good is what served the goal well, where somebody judged that; else what succeeded. */
export function wasGoodDecision(decision: Decision): boolean {
  const { evaluation } = decision;
  if (evaluation === undefined) return stateOf(decision) === 'succeeded';
  return evaluation.goalAligned && evaluation.outcomeQuality > 0.5;
}

/** The first option with the chosen id; undefined when there is none. */
export function chosenOption({ options = [], chosenOptionId }: Decision): Option | undefined {
  return options.find(({ id }) => id === chosenOptionId);
}

/**
 * The decisions of a run, each once: an id that comes again (a decision reported a second time, with another outcome)
 * replaces the earlier report in its place, so that nothing is counted twice. Decisions without an id are all kept.
 */
export function decisionsOf({ decisions }: Run): readonly Decision[] {
  const ids = decisions.map(({ id }) => id);
  if (distinct(ids) === ids) return decisions;
  const unique = new Map<string | number, Decision>();
  for (const [index, decision] of decisions.entries()) {
    const key = decision.id === '' ? index : decision.id;
    const earlier = unique.get(key);
    unique.set(key, decision.outcome === undefined && earlier !== undefined ? earlier : decision);
  }
  return [...unique.values()];
}

const STATE_SIGN: Readonly<Record<DecisionState, string>> = { succeeded: '✓', failed: '✗', pending: '…' };

/**
 * A decision in one line: `✓`, `✗` or `…` while nothing came of it, the node, the intent and what was chosen, and the
 * quality where somebody judged it.
 *
 * @example
 * summarizeDecision(decision); // "✗ [node_2] Process data → Parse JSON [quality: 0.8]"
 */
export function summarizeDecision(decision: Decision): string {
  const { nodeId, intent, evaluation } = decision;
  const choice = chosenOption(decision)?.description ?? 'unknown action';
  const line = `${STATE_SIGN[stateOf(decision)]} [${nodeId}] ${intent} → ${choice}`;
  return evaluation === undefined
    ? line
    : `${line} [quality: ${roundTo(evaluation.outcomeQuality, 1).toFixed(1)}]`;
}
