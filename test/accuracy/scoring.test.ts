import { attributeTrace } from '@agent-attribution/core';
import { describe, expect, it } from 'vitest';
import { scoreReport, summarise } from './scoring.js';

const nothing = attributeTrace([]);
const report = {
  ...nothing,
  candidates: ['x', 'y', 'z', 'w'].map((spanId, stepIndex) => ({
    agent: 'a',
    spanId,
    stepIndex,
    probability: 0.25,
    terms: [],
  })),
};
const positionOf = new Map([
  ['x', 10],
  ['y', 4],
  ['z', 1],
  ['w', 7],
]);

describe('scoreReport', () => {
  it('compares integers: 1 is not 10', () => {
    expect(scoreReport(report, positionOf, { agent: 'a', step: 1 })).toMatchObject({
      step: false,
      top3: true,
      reciprocalRank: 1 / 3,
      within1: false,
    });
  });

  it('counts the neighbouring position as within 1, two off not', () => {
    expect(scoreReport(report, positionOf, { agent: 'a', step: 11 }).within1).toBe(true);
    expect(scoreReport(report, positionOf, { agent: 'a', step: 12 }).within1).toBe(false);
  });

  it('ranks the fourth out of the top three', () => {
    expect(scoreReport(report, positionOf, { agent: 'a', step: 7 })).toMatchObject({
      top3: false,
      reciprocalRank: 0.25,
    });
  });
});

describe('summarise', () => {
  it('gives percent, and the standard error of as many runs as there are, however often each was scored', () => {
    const score = { agent: true, step: true, top3: true, reciprocalRank: 1, within1: true };
    const miss = { agent: false, step: false, top3: false, reciprocalRank: 0, within1: false };
    const { n, step, stepSe } = summarise([score, miss, score, miss], 2);
    expect([n, step]).toEqual([2, 50]);
    expect(stepSe).toBeCloseTo(100 * Math.sqrt(0.25 / 2));
  });
});
