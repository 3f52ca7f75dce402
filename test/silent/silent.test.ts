import { attributeTrace } from '@agent-attribution/core';
import { describe, expect, it } from 'vitest';
import { BUILT_ON } from './built-on.js';
import { generateRuns } from './generate.js';
import { HARD_HEALTHY } from './hard-healthy.js';
import { HELD_OUT } from './held-out.js';

const isAlarm = (spans: Parameters<typeof attributeTrace>[0]): boolean =>
  ['failure', 'partial'].includes(attributeTrace(spans).outcome);

describe.each([
  ['built on', BUILT_ON, 700_000],
  ['held out', HELD_OUT, 750_000],
])('runs that fail without a sign, %s', (_, domains, seed) => {
  const runs = generateRuns(domains, 1, seed);
  const faulty = runs.filter(({ fault }) => fault !== undefined);
  const healthy = runs.filter(({ fault }) => fault === undefined);

  it('are laid at the right agent nine times in ten', () => {
    const right = faulty.filter(({ spans, culprit }) => attributeTrace(spans).rootCause?.agent === culprit);
    expect(right.length / faulty.length).toBeGreaterThanOrEqual(0.9);
  });

  it('have healthy twins of which none is doubted', () => {
    expect(healthy.length).toBeGreaterThanOrEqual(200);
    expect(healthy.filter(({ spans }) => isAlarm(spans))).toEqual([]);
  });
});

it.each(Object.entries(HARD_HEALTHY))('does not doubt a healthy run: %s', (_, spans) => {
  expect(isAlarm(spans)).toBe(false);
});
