import { chosenOption, decisionsOf, stateOf, summarizeDecision } from './decisions.js';
import type { Decision, Run } from './run.js';

export interface FailureAnalysis {
  readonly runId: string;
  /** The first decision that failed, in one line. */
  readonly failurePoint: string;
  readonly rootCause: string;
  /** All decisions up to the failure point. */
  readonly decisionChain: readonly string[];
  /** `[severity] description`. */
  readonly problems: readonly string[];
  readonly suggestions: readonly string[];
}

/**
 * Where and why a run failed, from its own records; null for a run that neither failed nor got stuck.
 */
export function analyzeFailure(run: Run): FailureAnalysis | null {
  if (run.status !== 'failed' && run.status !== 'stuck') return null;
  const decisions = decisionsOf(run);
  const firstFailed = decisions.findIndex((decision) => stateOf(decision) === 'failed');
  const failed = decisions[firstFailed];
  return {
    runId: run.id,
    failurePoint: failed === undefined ? 'Unknown - no decision marked as failed' : summarizeDecision(failed),
    rootCause:
      failed === undefined
        ? 'Run failed but all decisions succeeded (external cause?)'
        : failed.outcome?.error || 'Unknown',
    decisionChain: decisions
      .slice(0, failed === undefined ? undefined : firstFailed + 1)
      .map(summarizeDecision),
    problems: run.problems.map(({ severity, description }) => `[${severity}] ${description}`),
    suggestions: [
      ...decisions.filter((decision) => stateOf(decision) === 'failed').flatMap(suggestionsFor),
      ...run.problems.flatMap(({ suggestedFix }) => suggestedFix || []),
    ],
  };
}

function suggestionsFor(decision: Decision): string[] {
  const { options = [], intent, inputContext = {}, activeConstraints = [] } = decision;
  const chosen = chosenOption(decision);
  const other = options.find((option) => option !== chosen);
  return [
    options.length > 1 && other !== undefined
      ? `Consider alternative: '${other.description}' instead of '${chosen?.description ?? 'unknown'}'`
      : [],
    Object.keys(inputContext).length === 0
      ? `Decision '${intent}' had no input context - ensure relevant data is passed`
      : [],
    activeConstraints.length > 0
      ? `Review constraints: ${activeConstraints.join(', ')} - may be too restrictive`
      : [],
  ].flat();
}

/** The analysis as text for a person, section by section; empty sections are left out. */
export function renderFailureAnalysis(analysis: FailureAnalysis): string {
  const sections: readonly (readonly [title: string, lines: readonly string[]])[] = [
    ['Failure Point', [analysis.failurePoint]],
    ['Root Cause', [analysis.rootCause]],
    ['Decision Chain', analysis.decisionChain.map((line, index) => `${index + 1}. ${line}`)],
    ['Reported Problems', analysis.problems.map((line) => `- ${line}`)],
    ['Suggestions', analysis.suggestions.map((line) => `- ${line}`)],
  ];
  const filled = sections.filter(([, lines]) => lines.length > 0);
  return [
    `Failure analysis of run ${analysis.runId}`,
    ...filled.map(([title, lines]) => [title, ...lines].join('\n')),
  ].join('\n\n');
}
