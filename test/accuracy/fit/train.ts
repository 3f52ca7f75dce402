import type { BlameProfile } from '@agent-attribution/core';
import { INFORMATION_SEEKING } from '@agent-attribution/core';
import type { BenchRun } from '../runs.js';
import type { Example } from './fit.js';
import { fitWeights } from './fit.js';
import { FITTED_FEATURES, REASONED_WEIGHTS } from './reasoned-weights.js';

/** Fits a profile to runs; each data set counts the same in total, however many runs it has. */
export function train(runs: readonly BenchRun[]): BlameProfile {
  const known = runs.filter(({ gold }) => gold >= 0);
  const sizes = new Map<string, number>();
  for (const { dataset } of known) sizes.set(dataset, (sizes.get(dataset) ?? 0) + 1);
  const examples = known.map(({ rows, gold, dataset }): Example => ({
    rows,
    gold,
    weight: known.length / sizes.size / (sizes.get(dataset) ?? 1),
  }));
  const weights = fitWeights(examples, {
    signs: FITTED_FEATURES.map((name) => (REASONED_WEIGHTS[name] > 0 ? 1 : -1)),
    prior: FITTED_FEATURES.map((name) => REASONED_WEIGHTS[name]),
  });
  return {
    ...INFORMATION_SEEKING,
    weights: Object.fromEntries(FITTED_FEATURES.map((name, k) => [name, weights[k] ?? 0])),
  };
}
