import type { AttributionReport, Contribution } from '../report.js';

/** What a program got from its agents, with what is known of how each of them did. Frozen; the result is not touched. */
export interface AttributedResult<T> {
  readonly result: T;
  /** One per agent and subtask, ordered by first activity. */
  readonly contributions: readonly Contribution[];
  /** Whether the run succeeded, as the result itself says it. */
  readonly isSuccess: boolean;
  /** Mean of the contribution scores, 0..1; 0 when there are none. */
  readonly avgContributionScore: number;
}

/**
 * Puts the contributions of a report beside the result that the program returned, which stays the very same object.
 *
 * @param isSuccess - what the result says of itself, which beats any verdict
 * @example
 * const attributed = attributeResult(result, attributeTrace(spans), result.ok);
 * log.info(`${attributed.contributions.length} agents, ${attributed.avgContributionScore}`);
 */
export function attributeResult<T>(
  result: T,
  { contributions }: Pick<AttributionReport, 'contributions'>,
  isSuccess: boolean,
): AttributedResult<T> {
  const total = contributions.reduce((sum, { contributionScore }) => sum + contributionScore, 0);
  return Object.freeze({
    result,
    contributions,
    isSuccess,
    avgContributionScore: contributions.length === 0 ? 0 : total / contributions.length,
  });
}
