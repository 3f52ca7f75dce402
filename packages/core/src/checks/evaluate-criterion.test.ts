import { describe, expect, it } from 'vitest';

import { parseCriterion } from './criterion.js';
import { evaluateCriterion } from './evaluate-criterion.js';

const verdictOf = (criterion: unknown, outcome: Record<string, unknown>): string =>
  evaluateCriterion(parseCriterion(criterion), { outcome }).verdict;

describe('evaluating a criterion', () => {
  it.each([
    ['score >= 0.83', { score: 0.83 }, 'pass'],
    ['score >= 0.83', { score: 0.829 }, 'fail'],
    ['score > 1', { score: 1 }, 'fail'],
    ['score <= 1', { score: 1 }, 'pass'],
    ['score < 1', { score: 1 }, 'fail'],
    ['score != 1', { score: 2 }, 'pass'],
    ['score == 1', { score: 1.001 }, 'fail'],
    ['state == "done"', { state: 'done' }, 'pass'],
    ['merged == true', { merged: false }, 'fail'],
    ['health > baseline', { health: 3, baseline: 2 }, 'pass'],
    ['health > baseline', { health: 3 }, 'unevaluable'],
    ['score >= 0.83', {}, 'unevaluable'],
    ['score >= 0.83', { score: null }, 'unevaluable'],
    ['score >= 0.83', { score: 'high' }, 'unevaluable'],
    ['score >= 0.83', { score: Number.NaN }, 'unevaluable'],
    ['constructor', {}, 'unevaluable'],
    ['all_done', { all_done: 1 }, 'pass'],
    ['all_done', { all_done: [] }, 'fail'],
    ['all_done', { all_done: 'false' }, 'fail'],
    ['reads well to a person', { score: 1 }, 'unevaluable'],
  ])('row 19: acceptance criterion %j with %j: %s', (criterion, outcome, verdict) => {
    expect(verdictOf(criterion, outcome)).toBe(verdict);
  });

  it('takes the stated tolerance for equality, inclusive', () => {
    const criterion = { target: 'spend', op: '==', value: 1, tolerance: 0.1 };
    expect(verdictOf(criterion, { spend: 1.1 })).toBe('pass');
    expect(verdictOf(criterion, { spend: 1.11 })).toBe('fail');
    expect(verdictOf({ ...criterion, op: '!=' }, { spend: 1.05 })).toBe('fail');
  });

  it('row 17: observation beats what the agent claims', () => {
    const criterion = parseCriterion('score >= 0.83');
    const evidence = { observations: [{ data: { score: 0.4 } }], outcome: { score: 0.99 } };
    expect(evaluateCriterion(criterion, evidence)).toEqual({
      target: 'score',
      verdict: 'fail',
      source: 'observation',
    });
  });

  it('row 17: observation that came last counts, as far as it measures', () => {
    const observations = [{ data: { score: 0.4 } }, { data: { score: 0.9 } }, { data: { other: 1 } }];
    expect(evaluateCriterion(parseCriterion('score >= 0.83'), { observations }).verdict).toBe('pass');
  });

  it('names the outcome as source when the world is silent', () => {
    const verdict = evaluateCriterion(parseCriterion('score > 0'), { outcome: { score: 1 } });
    expect(verdict.source).toBe('outcome');
  });
});
