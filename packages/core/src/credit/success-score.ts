import {
  evaluateCriterion,
  isWithin,
  measurementOf,
  type CriterionVerdict,
} from '../checks/evaluate-criterion.js';
import { parseCriterion } from '../checks/criterion.js';
import { canonicalJson } from '../plain/canonical-json.js';
import { isTruthy, type PlainObject } from '../plain/values.js';

const ABSOLUTE_TOLERANCE = 0.05;
const RELATIVE_TOLERANCE = 0.1;
const NEUTRAL_SCORE = 0.5;
const TIMEOUT_SCORE = 0.2;

export interface SuccessScoreInput {
  /** What the action was expected to yield, by key. */
  readonly expected?: PlainObject | undefined;
  /** What the agent says it yielded; `status` and `error` are read as the end of the action. */
  readonly outcome?: PlainObject | undefined;
  /** Acceptance criteria, as text or as objects; see `parseCriterion`. */
  readonly criteria?: readonly unknown[] | undefined;
  /** What the world reported, in order of time; it beats the outcome. */
  readonly observations?: readonly { readonly data: PlainObject }[] | undefined;
}

export interface SuccessScore {
  /** 0..1: passes over all that could be decided. */
  readonly score: number;
  readonly criteriaVerdicts: readonly CriterionVerdict[];
}

/**
 * How far an action did what it had to.
 *
 * An error scores 0. Otherwise each expected key and each criterion that can be decided counts alike; a key without a
 * value is unmet, a criterion without a measurement does not count. When there is nothing to decide the score is
 * neutral, 0.5, or 0.2 after a timeout. Two numbers match when they differ by at most 0.05 or 10 % of what was
 * expected; everything else has to be equal, `true` and 1 being the same.
 *
 * @example
 * successScore({ expected: { accuracy: 0.8 }, outcome: { accuracy: 0.88 } }).score; // 1
 */
export function successScore({
  expected = {},
  outcome = {},
  criteria = [],
  observations,
}: SuccessScoreInput): SuccessScore {
  const evidence = { observations, outcome };
  const criteriaVerdicts = criteria.map((criterion) =>
    evaluateCriterion(parseCriterion(criterion), evidence),
  );
  if (outcome['status'] === 'error' || isTruthy(outcome['error'])) return { score: 0, criteriaVerdicts };

  const decided = [
    ...Object.entries(expected).map(([key, value]) => matches(value, measurementOf(key, evidence).value)),
    ...criteriaVerdicts
      .filter(({ verdict }) => verdict !== 'unevaluable')
      .map(({ verdict }) => verdict === 'pass'),
  ];
  if (decided.length > 0) return { score: decided.filter(Boolean).length / decided.length, criteriaVerdicts };
  return { score: outcome['status'] === 'timeout' ? TIMEOUT_SCORE : NEUTRAL_SCORE, criteriaVerdicts };
}

function matches(expected: unknown, actual: unknown): boolean {
  if (actual === undefined) return false;
  if (typeof expected === 'number' && typeof actual === 'number') {
    const distance = Math.abs(actual - expected);
    return (
      isWithin(distance, ABSOLUTE_TOLERANCE) || isWithin(distance, RELATIVE_TOLERANCE * Math.abs(expected))
    );
  }
  return canonicalJson(numberOfBoolean(expected)) === canonicalJson(numberOfBoolean(actual));
}

function numberOfBoolean(value: unknown): unknown {
  return typeof value === 'boolean' ? Number(value) : value;
}
