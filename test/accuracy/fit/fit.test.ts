import { describe, expect, it } from 'vitest';
import { fitWeights } from './fit.js';
import type { Example } from './fit.js';

/** Of two candidates the one with the feature is right three times in four: the odds are 3, the weight is log 3. */
const examples: Example[] = [0, 0, 0, 1].map((gold) => ({ rows: [[1], [0]], gold, weight: 100 }));

describe('fitWeights', () => {
  it('finds the weight of most likelihood', () => {
    expect(fitWeights(examples, { signs: [1], prior: [0], lambda: 1e-6 })[0]).toBeCloseTo(Math.log(3), 3);
  });

  it('keeps to the sign: a reason that the data speak against counts nothing', () => {
    expect(fitWeights(examples, { signs: [-1], prior: [-1], lambda: 1e-6 })[0]).toBeCloseTo(0, 6);
  });

  it('stays with the prior where there are no data', () => {
    expect(fitWeights([], { signs: [1, -1], prior: [0.5, -2] })).toEqual([0.5, -2]);
  });

  it('is pulled towards the prior, the more so the larger lambda', () => {
    const [weak] = fitWeights(examples, { signs: [1], prior: [3], lambda: 10 });
    const [strong] = fitWeights(examples, { signs: [1], prior: [3], lambda: 1000 });
    expect(weak).toBeGreaterThan(Math.log(3));
    expect(strong).toBeGreaterThan(weak ?? 3);
    expect(strong).toBeLessThan(3);
  });
});
