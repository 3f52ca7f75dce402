import { EARNED_PRECISION, attributeTrace } from '@agent-attribution/core';
import { describe, expect, it } from 'vitest';
import { generateRuns } from './generate.js';
import { HARD_HEALTHY } from './hard-healthy.js';
import { discountFor, firedOf, tallyChecks, verdictsOn, wilsonLower } from './measure-checks.js';
import { HELD_IN, HELD_OUT_SET, labelledRuns } from './sets.js';
import { healthyRuns } from './strangers/family.js';

const isAlarm = (spans: Parameters<typeof attributeTrace>[0]): boolean =>
  ['failure', 'partial'].includes(attributeTrace(spans).outcome);

describe.each([
  ['built on', HELD_IN, 700_000, 0.95],
  ['held out', HELD_OUT_SET, 750_000, 0.9],
])('runs that fail without a sign, %s', (_, set, seed, rightShare) => {
  const runs = generateRuns(set.domains, 1, seed);
  const faulty = runs.filter(({ fault }) => fault !== undefined);
  const healthy = runs.filter(({ fault }) => fault === undefined);

  it('are laid at the right agent as a rule', () => {
    const right = faulty.filter(({ spans, culprit }) => attributeTrace(spans).rootCause?.agent === culprit);
    expect(right.length / faulty.length).toBeGreaterThanOrEqual(rightShare);
  });

  it('have healthy twins of which none is doubted', () => {
    expect(healthy.length).toBeGreaterThanOrEqual(200);
    expect(healthy.filter(({ spans }) => isAlarm(spans))).toEqual([]);
  });

  it('have healthy neighbours that are hard to tell, of which none is doubted', () => {
    const hard = healthyRuns(set.families, 6, seed);
    expect(hard.length).toBeGreaterThanOrEqual(100);
    expect(hard.filter(({ spans }) => isAlarm(spans)).map(({ family }) => family)).toEqual([]);
  });
});

it.each(Object.entries(HARD_HEALTHY))('does not doubt a healthy run: %s', (_, spans) => {
  expect(isAlarm(spans)).toBe(false);
});

describe('the confidence that the checks have earned', () => {
  const verdicts = verdictsOn(labelledRuns(HELD_IN, 1, 800_000));
  const tallies = tallyChecks(verdicts);

  it.each(Object.entries(EARNED_PRECISION))('is what is measured: %s %d', (check, earned) => {
    const tally = tallies.get(check) ?? { check, right: 0, wrongAgent: 0, healthy: 0 };
    const fired = firedOf(tally);
    expect(fired).toBeGreaterThanOrEqual(20);
    const discount = discountFor(tallies);
    expect(earned).toBeLessThanOrEqual((tally.right / fired) * discount);
    // A smaller sample has a wider interval, so a lower end.
    expect(earned).toBeGreaterThanOrEqual(wilsonLower(tally.right, fired) * discount - 0.03);
  });

  it('is not more than what holds on other domains, languages and wordings', () => {
    const unseen = tallyChecks(verdictsOn(labelledRuns(HELD_OUT_SET, 1, 850_000)));
    for (const tally of unseen.values()) {
      const earned = Object.entries(EARNED_PRECISION).find(([check]) => check === tally.check)?.[1] ?? 1;
      expect([tally.check, tally.right / firedOf(tally) >= earned]).toEqual([tally.check, true]);
    }
  });
});
