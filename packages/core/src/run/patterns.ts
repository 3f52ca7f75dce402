import { countOf, mostCommon } from '../plain/values.js';
import { limitText } from '../redaction/limit-text.js';
import { chosenOption, decisionsOf, stateOf } from './decisions.js';
import type { Decision, DecisionType, Run } from './run.js';

const COMMON_FAILURES = 5;
const PROBLEMATIC_RATE = 0.1;
const INTENT_LENGTH = 50;

export interface RunPatterns {
  readonly runCount: number;
  /** Completed runs over all, 0..1; 0 without runs. */
  readonly successRate: number;
  /** The most frequent errors of decisions, at most 5. */
  readonly commonFailures: readonly { readonly error: string; readonly count: number }[];
  /** Nodes with more than 10 % failed decisions, the worst first. */
  readonly problematicNodes: readonly { readonly nodeId: string; readonly failureRate: number }[];
  readonly decisionTypeDistribution: Readonly<Partial<Record<DecisionType, number>>>;
  /** What is usually chosen, by intent (its first 50 characters). */
  readonly commonChoices: Readonly<Record<string, CommonChoice>>;
}

export interface CommonChoice {
  readonly choice: string;
  readonly count: number;
  /** How many other options were chosen for the same intent. */
  readonly alternatives: number;
}

/** What the runs of a goal have in common. Decisions without an outcome count neither as failed nor as succeeded. */
export function findPatterns(runs: readonly Run[]): RunPatterns {
  const decisions = runs.flatMap(decisionsOf);
  const failed = decisions.filter((decision) => stateOf(decision) === 'failed');
  const completed = runs.filter(({ status }) => status === 'completed').length;
  const errors = mostCommon(
    failed.map(({ outcome }) => outcome?.error || 'Unknown error'),
    COMMON_FAILURES,
  );
  return {
    runCount: runs.length,
    successRate: runs.length === 0 ? 0 : completed / runs.length,
    commonFailures: errors.map(([error, count]) => ({ error, count })),
    problematicNodes: problematicNodes(decisions),
    decisionTypeDistribution: decisionTypeDistribution(decisions),
    commonChoices: commonChoices(decisions),
  };
}

/** How often each type of decision was taken. */
export function decisionTypeDistribution(
  decisions: readonly Decision[],
): Readonly<Partial<Record<DecisionType, number>>> {
  return Object.fromEntries(countOf(decisions.map(({ decisionType = 'custom' }) => decisionType)));
}

function problematicNodes(decisions: readonly Decision[]): RunPatterns['problematicNodes'] {
  const decided = countOf(
    decisions.filter(({ outcome }) => outcome !== undefined).map(({ nodeId }) => nodeId),
  );
  const failed = countOf(
    decisions.filter((decision) => stateOf(decision) === 'failed').map(({ nodeId }) => nodeId),
  );
  return Array.from(decided, ([nodeId, count]) => ({
    nodeId,
    failureRate: (failed.get(nodeId) ?? 0) / count,
  }))
    .filter(({ failureRate }) => failureRate > PROBLEMATIC_RATE)
    .sort((a, b) => b.failureRate - a.failureRate);
}

function commonChoices(decisions: readonly Decision[]): Record<string, CommonChoice> {
  const choices = new Map<string, string[]>();
  for (const decision of decisions) {
    const choice = chosenOption(decision)?.description ?? decision.chosenOptionId;
    if (choice === undefined || choice === '') continue;
    const intent = limitText(decision.intent, INTENT_LENGTH);
    const chosen = choices.get(intent);
    if (chosen === undefined) choices.set(intent, [choice]);
    else chosen.push(choice);
  }
  return Object.fromEntries(
    Array.from(choices, ([intent, chosen]) => {
      const [[choice, count] = ['', 0]] = mostCommon(chosen, 1);
      return [intent, { choice, count, alternatives: new Set(chosen).size - 1 }];
    }),
  );
}
