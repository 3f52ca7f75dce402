import type { RunOutcome, Verdict } from '@agent-attribution/semantic-conventions';
import type { RootCause } from '../report.js';

export interface SummaryFacts {
  readonly outcome: RunOutcome;
  readonly verdict: Verdict;
  readonly rootCause: RootCause | null;
  /** Name of the tool or model at the root cause, where it has one. */
  readonly nodeName: string | undefined;
  /** Agents that failed because of it, in order. */
  readonly victims: readonly string[];
  readonly agentCount: number;
  readonly spanCount: number;
}

/** The verdict in one sentence, for a person. */
export function summarize(facts: SummaryFacts): string {
  const { rootCause, verdict, outcome } = facts;
  if (rootCause !== null) return describeCause(facts, rootCause);
  const scope = `${count(facts.agentCount, 'agent')}, ${count(facts.spanCount, 'span')}`;
  if (verdict === 'healthy') {
    return outcome === 'success' ? `The run succeeded (${scope}).` : `No sign of failure (${scope}).`;
  }
  if (outcome === 'success')
    return `The run succeeded, but nothing in this trace tells whose work it was (${scope}).`;
  return outcome === 'unknown'
    ? `Nothing in this trace tells how the run went (${scope}).`
    : `The run did not succeed, but the evidence does not carry a verdict (${scope}).`;
}

function describeCause({ nodeName, victims, outcome }: SummaryFacts, cause: RootCause): string {
  const where = `${cause.nodeType}${nodeName === undefined ? '' : ` ${nodeName}`}, step ${cause.stepIndex}`;
  const what =
    cause.failureCategory === 'unknown' ? 'for a reason unknown' : cause.failureCategory.replaceAll('_', ' ');
  const effect = victims.length === 0 ? '' : `; ${victims.join(' and ')} failed because of it`;
  const result = outcome === 'partial' ? 'kept the run from succeeding fully' : 'made the run fail';
  return `${cause.agent} ${result} (${where}): ${what}${effect}.`;
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
