import { attributeTrace } from '@agent-attribution/core';
import type { LabelledRun } from './sets.js';

/** What came of the runs that one check decided. */
export interface CheckTally {
  readonly check: string;
  readonly right: number;
  readonly wrongAgent: number;
  readonly healthy: number;
}

export interface CheckVerdict {
  readonly check: string;
  readonly confidence: number;
  readonly isRight: boolean;
  readonly isHealthy: boolean;
}

/** The verdicts of content checks on runs, by the function that users call; runs without a doubt give none. */
export function verdictsOn(runs: readonly LabelledRun[]): readonly CheckVerdict[] {
  return runs.flatMap(({ spans, culprit }) => {
    const { outcome, rootCause, evidence } = attributeTrace(spans);
    const check = evidence.find((item) => item.check !== undefined)?.check;
    if (check === undefined || (outcome !== 'failure' && outcome !== 'partial')) return [];
    const isRight = culprit !== undefined && rootCause?.agent === culprit;
    return [{ check, confidence: rootCause?.confidence ?? 0, isRight, isHealthy: culprit === undefined }];
  });
}

export function tallyChecks(verdicts: readonly CheckVerdict[]): ReadonlyMap<string, CheckTally> {
  const tallies = new Map<string, CheckTally>();
  for (const { check, isRight, isHealthy } of verdicts) {
    const known = tallies.get(check) ?? { check, right: 0, wrongAgent: 0, healthy: 0 };
    tallies.set(check, {
      check,
      right: known.right + Number(isRight),
      healthy: known.healthy + Number(isHealthy),
      wrongAgent: known.wrongAgent + Number(!isRight && !isHealthy),
    });
  }
  return tallies;
}

export const firedOf = ({ right, wrongAgent, healthy }: CheckTally): number => right + wrongAgent + healthy;

/** 95 %, both sides. */
const Z = 1.96;

/** Lower end of the score interval of a share (Wilson, 1927). */
export function wilsonLower(right: number, all: number): number {
  if (all === 0) return 0;
  const share = right / all;
  const spread = Z * Math.sqrt((share * (1 - share)) / all + (Z * Z) / (4 * all * all));
  return (share + (Z * Z) / (2 * all) - spread) / (1 + (Z * Z) / all);
}

/**
 * The first look at wordings that no check had been changed for: verdicts on the third set of strangers and its healthy
 * runs, generated with seed 1, three per cell and 15 per family, when the checks had only seen the first two sets. Not
 * repeatable, since three kinds of false alarms have been mended since.
 */
export const FIRST_LOOK = { right: 724, verdicts: 763 } as const;

/** By how much less a verdict is right on a stranger's wording than on those that the checks were built on. */
export function discountFor(tallies: ReadonlyMap<string, CheckTally>): number {
  const all = [...tallies.values()];
  const right = all.reduce((sum, tally) => sum + tally.right, 0);
  const fired = all.reduce((sum, tally) => sum + firedOf(tally), 0);
  return fired === 0 ? 1 : FIRST_LOOK.right / FIRST_LOOK.verdicts / (right / fired);
}

/** What a check has earned, rounded down to two decimals. */
export const earnedBy = (tally: CheckTally, discount: number): number =>
  Math.floor(100 * wilsonLower(tally.right, firedOf(tally)) * discount) / 100;
