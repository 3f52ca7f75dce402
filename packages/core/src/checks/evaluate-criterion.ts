import { isTruthy, ownValue, type PlainObject } from '../plain/values.js';
import type { Criterion, CriterionOperator, CriterionValue, MeasurableCriterion } from './criterion.js';

/** What is known when work ended. */
export interface CriterionEvidence {
  /** What the world reported, in order of time: the latest report of a key counts. */
  readonly observations?: readonly { readonly data: PlainObject }[] | undefined;
  /** What the agent says. Read only where the world is silent. */
  readonly outcome?: PlainObject | undefined;
}

export interface CriterionVerdict {
  readonly target: string;
  /** `unevaluable`: no measurement, or nothing that could be compared; neither a pass nor a failure. */
  readonly verdict: 'pass' | 'fail' | 'unevaluable';
  /** Who reported the measurement; null when nobody did. */
  readonly source: 'observation' | 'outcome' | null;
}

/**
 * Decides an acceptance criterion. What the world reports beats what the agent claims: an outcome of 0.99 beside an
 * observation of 0.4 fails `>= 0.83`.
 *
 * @example
 * evaluateCriterion(parseCriterion('score >= 0.8'), { outcome: { score: 0.8 } }).verdict; // 'pass'
 */
export function evaluateCriterion(criterion: Criterion, evidence: CriterionEvidence): CriterionVerdict {
  const { target } = criterion;
  if (criterion.kind === 'free_text') return { target, verdict: 'unevaluable', source: null };
  const { value: actual, source } = measurementOf(target, evidence);
  const holds = actual === undefined ? undefined : criterionHolds(criterion, actual, evidence);
  if (holds === undefined) return { target, verdict: 'unevaluable', source };
  return { target, verdict: holds ? 'pass' : 'fail', source };
}

/** The latest observation of a key, else what the outcome says; undefined when neither has it (or it is null). */
export function measurementOf(
  key: string,
  { observations = [], outcome }: CriterionEvidence,
): { readonly value: unknown; readonly source: CriterionVerdict['source'] } {
  const observed = observations.findLast(({ data }) => ownValue(data, key) !== undefined);
  if (observed !== undefined) return { value: ownValue(observed.data, key), source: 'observation' };
  const claimed = ownValue(outcome, key);
  return { value: claimed, source: claimed === undefined ? null : 'outcome' };
}

function criterionHolds(
  { op, value, valueRef, tolerance = 0 }: MeasurableCriterion,
  actual: unknown,
  evidence: CriterionEvidence,
): boolean | undefined {
  // A reporter that writes booleans as text means the boolean.
  if (op === undefined) return actual === 'false' ? false : isTruthy(actual);
  const expected = valueRef === undefined ? value : measurementOf(valueRef, evidence).value;
  return compare(op, actual, expected, tolerance);
}

function compare(
  op: CriterionOperator,
  actual: unknown,
  expected: unknown,
  tolerance: number,
): boolean | undefined {
  if (typeof actual === 'number' && typeof expected === 'number') {
    return Number.isNaN(actual) || Number.isNaN(expected)
      ? undefined
      : NUMBER_RULES[op](actual, expected, tolerance);
  }
  const comparable = isCriterionValue(actual) && isCriterionValue(expected);
  if (!comparable || (op !== '==' && op !== '!=')) return undefined;
  return (String(actual) === String(expected)) === (op === '==');
}

const NUMBER_RULES: Readonly<
  Record<CriterionOperator, (a: number, b: number, tolerance: number) => boolean>
> = {
  '>=': (a, b) => a >= b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '<': (a, b) => a < b,
  '==': (a, b, tolerance) => isWithin(Math.abs(a - b), tolerance),
  '!=': (a, b, tolerance) => !isWithin(Math.abs(a - b), tolerance),
};

/** Inclusive, and blind to the last binary digits: 1.1 lies within 0.1 of 1. */
export function isWithin(distance: number, tolerance: number): boolean {
  return distance <= tolerance + Number.EPSILON * Math.max(1, distance) * 4;
}

function isCriterionValue(value: unknown): value is CriterionValue {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
