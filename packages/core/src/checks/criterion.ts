import { canonicalJson } from '../plain/canonical-json.js';
import { isPlainObject } from '../plain/values.js';

const CRITERION_OPERATORS = ['>=', '<=', '==', '!=', '>', '<'] as const;
export type CriterionOperator = (typeof CRITERION_OPERATORS)[number];

export type CriterionValue = string | number | boolean;

/** What has to hold for work to be accepted. */
export type Criterion = MeasurableCriterion | FreeTextCriterion;

export interface MeasurableCriterion {
  /** `metric` compares a measurement, `test` and `invariant` ask whether something holds. */
  readonly kind: 'metric' | 'test' | 'invariant';
  /** Key under which the measurement is reported. */
  readonly target: string;
  /** Absent: the measurement only has to be truthy. */
  readonly op?: CriterionOperator | undefined;
  readonly value?: CriterionValue | undefined;
  /** Key of another measurement to compare with, instead of `value`. */
  readonly valueRef?: string | undefined;
  /** How far from `value` a measurement may lie for `==`. Default 0. */
  readonly tolerance?: number | undefined;
  /** How the criterion came about, in words; kept, never read. */
  readonly derivation?: string | undefined;
}

/** A criterion in plain words: kept, but nothing here can decide it. */
export interface FreeTextCriterion {
  readonly kind: 'free_text';
  readonly target: string;
}

// Both sides are bounded by the operator, which neither may contain: no backtracking.
const COMPARISON = /^([A-Za-z_][\w.-]*)\s*(>=|<=|==|!=|=|>|<)([^<>=!]+)$/;
const IDENTIFIER = /^[A-Za-z_][\w.-]*$/;
const KINDS: ReadonlySet<unknown> = new Set(['metric', 'test', 'invariant']);
const OPERATORS: ReadonlySet<unknown> = new Set(CRITERION_OPERATORS);

/**
 * Reads an acceptance criterion.
 *
 * - `"hive_score >= 0.83"` compares a metric with a value (a number, `true`, `false` or text in quotes);
 * - `"health_score > baseline"` compares it with another measurement;
 * - `"all_shards_complete"` asks whether a test holds;
 * - an object `{ kind, target, op, value | valueRef, tolerance }` passes through;
 * - anything else is free text.
 *
 * @example
 * parseCriterion('score >= 0.83'); // { kind: 'metric', target: 'score', op: '>=', value: 0.83 }
 */
export function parseCriterion(text: unknown): Criterion {
  if (isPlainObject(text)) return structuredCriterion(text);
  const words = (typeof text === 'string' ? text : canonicalJson(text)).trim();
  if (IDENTIFIER.test(words)) return { kind: 'test', target: words };
  const [, target, sign, right = ''] = COMPARISON.exec(words) ?? [];
  const operand = operandOf(right.trim());
  if (target === undefined || operand === undefined) return { kind: 'free_text', target: words };
  const op = sign === '=' ? '==' : (sign as CriterionOperator);
  return { kind: 'metric', target, op, ...operand };
}

function operandOf(text: string): Pick<MeasurableCriterion, 'value' | 'valueRef'> | undefined {
  if (text === 'true' || text === 'false') return { value: text === 'true' };
  if (text !== '' && Number.isFinite(Number(text))) return { value: Number(text) };
  const quoted = /^(["'])(.*)\1$/s.exec(text);
  if (quoted !== null) return { value: quoted[2] ?? '' };
  return IDENTIFIER.test(text) ? { valueRef: text } : undefined;
}

function structuredCriterion(object: Readonly<Record<string, unknown>>): Criterion {
  const { kind, target, op, value, tolerance, derivation } = object;
  const valueRef = object['valueRef'] ?? object['value_ref'];
  const isComparable = typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';
  const compares = OPERATORS.has(op) && (isComparable || typeof valueRef === 'string');
  const wellFormed =
    typeof target === 'string' && target !== '' && (op === undefined || op === null || compares);
  if (!wellFormed || (kind !== undefined && !KINDS.has(kind))) {
    return { kind: 'free_text', target: typeof target === 'string' ? target : '' };
  }
  return {
    kind: (kind as MeasurableCriterion['kind'] | undefined) ?? (compares ? 'metric' : 'test'),
    target,
    ...(compares && { op: op as CriterionOperator }),
    ...(compares && isComparable && { value }),
    ...(compares && !isComparable && { valueRef: valueRef as string }),
    ...(typeof tolerance === 'number' && { tolerance: Math.abs(tolerance) }),
    ...(typeof derivation === 'string' && { derivation }),
  };
}
