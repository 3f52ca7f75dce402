import { describe, expect, it } from 'vitest';

import { ConfigurationError } from '../configuration-error.js';
import { checkBudget, orchestrationRatio } from './budget.js';

describe('budget check', () => {
  it.each([
    [74.9, 'within', 'normal'],
    [75, 'within', 'warning'],
    [89.9, 'within', 'warning'],
    [90, 'within', 'critical'],
    [99.9, 'within', 'critical'],
    [100, 'exhausted', 'hard_stop'],
    [250, 'exhausted', 'hard_stop'],
  ])('row 13: budget check at %f %% is %s, %s', (used, verdict, alertLevel) => {
    expect(checkBudget({ tokens: used * 10 }, { tokens: 1000 })).toMatchObject({ verdict, alertLevel });
  });

  it('row 13: budget check names limit, use and unit of the limit that is nearer to its end', () => {
    expect(checkBudget({ cost: 1, tokens: 600 }, { cost: 5, tokens: 1000 })).toEqual({
      verdict: 'within',
      alertLevel: 'normal',
      unit: 'tokens',
      limit: 1000,
      used: 600,
      percentUsed: 60,
    });
  });

  it('has nothing to say without a limit', () => {
    expect(checkBudget({ cost: 1_000_000 }, {})).toBeNull();
  });

  it('takes what is not counted for unused', () => {
    expect(checkBudget({}, { cost: 5 })).toMatchObject({ verdict: 'within', used: 0 });
  });

  it('stops where the configuration says', () => {
    const alerts = { warning: 10, critical: 20, hardStop: 50 };
    expect(checkBudget({ cost: 2.5 }, { cost: 5, alerts })?.verdict).toBe('exhausted');
    expect(() => checkBudget({}, { alerts: { ...alerts, warning: 21 } })).toThrow(ConfigurationError);
    expect(() => checkBudget({}, { cost: 0 })).toThrow('cost must be a limit above 0, but is 0');
  });
});

describe('orchestration ratio', () => {
  it.each([
    [29, 'normal'],
    [30, 'info'],
    [49, 'info'],
    [50, 'warning'],
    [69, 'warning'],
    [70, 'critical'],
  ])('row 15: coordination that takes %i %% of the tokens is %s', (percent, alertLevel) => {
    const tokens = { productive: 100 - percent, coordination: percent - 9, system: 9 };
    expect(orchestrationRatio(tokens)).toEqual({ ratio: percent / 100, alertLevel });
  });

  it('is 0 without tokens', () => {
    expect(orchestrationRatio({ productive: 0, coordination: 0, system: 0 }).ratio).toBe(0);
  });
});
