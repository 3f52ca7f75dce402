import type { Step } from '../graph/step.js';
import type { CandidateTerm } from '../report.js';

/** Somebody, usually a model, who reads a failed run and says which steps decided it. */
export interface Judge {
  /**
   * @param question what the run was asked to do; empty when unknown
   * @param steps every step of the run
   * @returns indexes of steps, the most likely first; need not name all
   * @throws when there is no answer: the deterministic verdict then stands
   */
  rank(question: string, steps: readonly Step[]): Promise<readonly number[]>;
}

/**
 * How much a judge counts: a step's logit grows by this over its rank, so the first by 1, the second by a half. Measured
 * by others on Who&When, where 2 does worse than 1.
 */
export const JUDGE_WEIGHT = 1;

/** A verdict at least as sure as this needs no judge. */
export const JUDGE_BELOW = 0.6;

/** By position of the step: 1 / rank, undefined for one that was not named. A judge weighs and never rules anything out. */
export function termsOfJudge(
  steps: readonly Step[],
  judged: readonly number[],
): readonly (CandidateTerm | undefined)[] {
  const rankOf = new Map(judged.map((index, position) => [index, position + 1]));
  return steps.map(({ index, spanId }) => {
    const rank = rankOf.get(index);
    return rank === undefined
      ? undefined
      : { name: 'judge', value: 1 / rank, weight: JUDGE_WEIGHT, spanIds: [spanId] };
  });
}

/** What is wrong with a judge's answer, in words; undefined when it can be used. */
export function faultOfRanking(judged: readonly number[], stepCount: number): string | undefined {
  if (judged.length === 0) return 'it named no step';
  const wrong = judged.find((index) => !Number.isInteger(index) || index < 0 || index >= stepCount);
  if (wrong !== undefined) return `it named step ${wrong}, and the steps are 0 to ${stepCount - 1}`;
  return new Set(judged).size === judged.length ? undefined : 'it named a step twice';
}
