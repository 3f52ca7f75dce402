import type { BudgetVerdict } from '@agent-attribution/semantic-conventions';
import { ATTRIBUTION_INPUT, BUDGET_VERDICTS } from '@agent-attribution/semantic-conventions';
import { present } from './attributes.js';
import type { CheckOptions } from './check-node.js';
import { checkNode } from './check-node.js';
import type { CheckHandle } from './node-handle.js';
import { runNode } from './run-node.js';

export interface BudgetCheckOptions extends CheckOptions {
  /** Absent: there is no limit. */
  readonly limit?: number | undefined;
  readonly used?: number | undefined;
  /** `usd`, `tokens`, `turns`, … */
  readonly unit?: string | undefined;
}

/**
 * Marks a budget check and says whether the budget is exhausted: `used >= limit`, or what `fn` returns (a boolean, or a
 * finding with a verdict). It fails closed: a checker that throws makes an error node, and the error is thrown again.
 *
 * @example if (withBudgetCheck({ limit: 5, used: spentUsd, unit: 'usd' })) return stop('budget_exhausted');
 */
export function withBudgetCheck(options: BudgetCheckOptions): boolean;
export function withBudgetCheck<R>(
  options: BudgetCheckOptions,
  fn: (check: CheckHandle<BudgetVerdict>) => R,
): R;
export function withBudgetCheck<R>(
  options: BudgetCheckOptions,
  fn?: (check: CheckHandle<BudgetVerdict>) => R,
): R | boolean {
  return fn === undefined
    ? runNode(BUDGET_CHECK, options, () => isExhausted(options))
    : runNode(BUDGET_CHECK, options, fn);
}

const isExhausted = ({ limit, used }: BudgetCheckOptions): boolean =>
  limit !== undefined && used !== undefined && used >= limit;

const BUDGET_CHECK = checkNode<BudgetVerdict, BudgetCheckOptions>({
  nodeType: 'budget_check',
  verdicts: BUDGET_VERDICTS,
  attributesOf: ({ limit, used, unit }) =>
    present({
      [ATTRIBUTION_INPUT.checkLimit]: limit,
      [ATTRIBUTION_INPUT.checkUsed]: used,
      [ATTRIBUTION_INPUT.checkUnit]: unit,
    }),
  verdictOf: (value) => (typeof value === 'boolean' ? (value ? 'exhausted' : 'within') : undefined),
});
