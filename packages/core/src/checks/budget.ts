import type { BudgetVerdict } from '@agent-attribution/semantic-conventions';

import { ConfigurationError } from '../configuration-error.js';

export interface BudgetLimits {
  /** Most that a task may cost, in the unit of `used.cost`. Absent: no limit. */
  readonly cost?: number | undefined;
  /** Most tokens that a task may use. Absent: no limit. */
  readonly tokens?: number | undefined;
  /** Percentages of a limit from which its use is alarming, inclusive. Default 75, 90 and 100. */
  readonly alerts?: BudgetAlerts | undefined;
}

export interface BudgetAlerts {
  readonly warning: number;
  readonly critical: number;
  readonly hardStop: number;
}

export type BudgetAlertLevel = 'normal' | 'warning' | 'critical' | 'hard_stop';

export interface BudgetCheck {
  /** `exhausted` from the hard stop on. */
  readonly verdict: BudgetVerdict;
  readonly alertLevel: BudgetAlertLevel;
  /** The limit that is nearer to its end. */
  readonly unit: 'cost' | 'tokens';
  readonly limit: number;
  readonly used: number;
  readonly percentUsed: number;
}

const DEFAULT_ALERTS: BudgetAlerts = { warning: 75, critical: 90, hardStop: 100 };

/**
 * How much of its budget a task has used up; null when it has no limit. Of two limits the one counts that is nearer to
 * its end.
 *
 * @throws ConfigurationError when a limit is not positive or the alert levels do not rise.
 * @example
 * checkBudget({ cost: 4.5 }, { cost: 5 }); // { verdict: 'within', alertLevel: 'critical', percentUsed: 90, … }
 */
export function checkBudget(
  used: { readonly cost?: number | undefined; readonly tokens?: number | undefined },
  { cost, tokens, alerts = DEFAULT_ALERTS }: BudgetLimits,
): BudgetCheck | null {
  if (!(0 < alerts.warning && alerts.warning <= alerts.critical && alerts.critical <= alerts.hardStop)) {
    throw new ConfigurationError(
      'alerts',
      'rising from warning to critical to hardStop',
      JSON.stringify(alerts),
    );
  }
  const uses = [useOf('cost', cost, used.cost), useOf('tokens', tokens, used.tokens)];
  const [nearest] = uses.filter((use) => use !== undefined).sort((a, b) => b.percentUsed - a.percentUsed);
  if (nearest === undefined) return null;
  const alertLevel = alertLevelOf(nearest.percentUsed, alerts);
  return { verdict: alertLevel === 'hard_stop' ? 'exhausted' : 'within', alertLevel, ...nearest };
}

function useOf(
  unit: 'cost' | 'tokens',
  limit: number | undefined,
  used: number | undefined = 0,
): Omit<BudgetCheck, 'verdict' | 'alertLevel'> | undefined {
  if (limit === undefined) return undefined;
  if (!(limit > 0)) throw new ConfigurationError(unit, 'a limit above 0', limit);
  return { unit, limit, used, percentUsed: (used / limit) * 100 };
}

function alertLevelOf(percentUsed: number, alerts: BudgetAlerts): BudgetAlertLevel {
  if (percentUsed >= alerts.hardStop) return 'hard_stop';
  if (percentUsed >= alerts.critical) return 'critical';
  return percentUsed >= alerts.warning ? 'warning' : 'normal';
}

export interface OrchestrationRatio {
  /** Share of tokens that went into coordination instead of work, 0..1; 0 without tokens. */
  readonly ratio: number;
  readonly alertLevel: 'normal' | 'info' | 'warning' | 'critical';
}

/** From which ratio each level holds, inclusive; the highest first. */
const ORCHESTRATION_LEVELS: readonly (readonly [ratio: number, level: OrchestrationRatio['alertLevel']])[] = [
  [0.7, 'critical'],
  [0.5, 'warning'],
  [0.3, 'info'],
];

/** How much of a run's tokens its agents spent on talking about the work: `(coordination + system) / total`. */
export function orchestrationRatio(tokens: {
  readonly productive: number;
  readonly coordination: number;
  readonly system: number;
}): OrchestrationRatio {
  const overhead = tokens.coordination + tokens.system;
  const total = overhead + tokens.productive;
  const ratio = total > 0 ? overhead / total : 0;
  return { ratio, alertLevel: ORCHESTRATION_LEVELS.find(([from]) => ratio >= from)?.[1] ?? 'normal' };
}
