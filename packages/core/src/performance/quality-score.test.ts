import { describe, expect, it } from 'vitest';

import { qualityScore } from './quality-score.js';

describe('quality score', () => {
  it.each([
    [0, 0, true, 1, 10, 0.4],
    [0, 0, false, 1, 8, 0.3],
    [1, 2, true, 1, 6.5, 0.8],
    [2, 2, true, 1000, 9, 0.8],
    [2, 2, true, 200, 9.699, 0.8],
    [2, 2, true, 100, 10, 0.8],
    [0, 3, false, 5000, 0, 0.6],
  ])(
    'row 10: quality score of %i/%i criteria, success %s, cost %f',
    (met, total, isSuccess, cost, score, confidence) => {
      expect(qualityScore({ criteriaMet: met, criteriaTotal: total, isSuccess, cost })).toMatchObject({
        score,
        confidence,
      });
    },
  );

  it('says what it is made of', () => {
    expect(
      qualityScore({ criteriaMet: 1, criteriaTotal: 2, isSuccess: false, cost: 1000 }).breakdown,
    ).toEqual({
      acceptanceCriteria: 5,
      taskSuccess: 0,
      costEfficiency: 0,
    });
  });

  it('compares with another budget, and never with less than 0.01', () => {
    const task = { criteriaMet: 1, criteriaTotal: 1, isSuccess: true };
    expect(qualityScore({ ...task, cost: 5, referenceBudget: 0.5 }).breakdown.costEfficiency).toBe(0);
    expect(qualityScore({ ...task, cost: 0.01, referenceBudget: 0 }).breakdown.costEfficiency).toBe(10);
  });
});
