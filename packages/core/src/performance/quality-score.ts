import { roundTo } from '../plain/round.js';
import { clamp } from '../plain/values.js';

export interface QualityScoreInput {
  readonly criteriaMet: number;
  /** 0 when the task had no acceptance criteria. */
  readonly criteriaTotal: number;
  readonly isSuccess: boolean;
  readonly cost: number;
  /** Cost that is fair for such a task, in the unit of `cost`. At least 0.01, default 100. */
  readonly referenceBudget?: number | undefined;
}

export interface QualityScore {
  /** 0..10. */
  readonly score: number;
  /** 0..1. */
  readonly confidence: number;
  /** Each 0..10, before weighting: 70 % criteria, 20 % success, 10 % cost. */
  readonly breakdown: {
    readonly acceptanceCriteria: number;
    readonly taskSuccess: number;
    readonly costEfficiency: number;
  };
}

const DEFAULT_BUDGET = 100;
const SMALLEST_BUDGET = 0.01;

/**
 * The quality of a task from signals that cost nothing to collect ("ci_signal"): criteria met, success, and cost. Up
 * to the reference budget the cost is fair; ten times the budget is worth nothing.
 *
 * @example
 * qualityScore({ criteriaMet: 1, criteriaTotal: 2, isSuccess: true, cost: 1 }); // { score: 6.5, confidence: 0.8, … }
 */
export function qualityScore(input: QualityScoreInput): QualityScore {
  const { criteriaMet, criteriaTotal, isSuccess, cost, referenceBudget = DEFAULT_BUDGET } = input;
  const hasCriteria = criteriaTotal > 0;
  const acceptanceCriteria = hasCriteria ? clamp(criteriaMet / criteriaTotal, 0, 1) * 10 : 10;
  const taskSuccess = isSuccess ? 10 : 0;
  const budgetRatio = cost / Math.max(SMALLEST_BUDGET, referenceBudget);
  const costEfficiency = budgetRatio > 1 ? Math.max(0, 10 * (1 - Math.log10(budgetRatio))) : 10;
  return {
    score: roundTo(0.7 * acceptanceCriteria + 0.2 * taskSuccess + 0.1 * costEfficiency, 4),
    confidence: roundTo((hasCriteria ? 1 : 0.5) * (isSuccess ? 0.8 : 0.6), 4),
    breakdown: {
      acceptanceCriteria: roundTo(acceptanceCriteria, 4),
      taskSuccess,
      costEfficiency: roundTo(costEfficiency, 4),
    },
  };
}
