import type { CandidateTerm } from '../report.js';
import type { StepSequence } from '../graph/step.js';

export interface SymptomOrigin {
  readonly stepIndex: number;
  readonly strength: number;
  readonly spanIds: readonly string[];
}
export interface RankedStep {
  readonly stepIndex: number;
  readonly probability: number;
  readonly terms: readonly CandidateTerm[];
}
export function rankSteps(
  sequence: StepSequence,
  options: { readonly symptoms: readonly SymptomOrigin[] },
): readonly RankedStep[] {
  const scored = sequence.steps.map(({ index }) => {
    const own = options.symptoms.filter(({ stepIndex }) => stepIndex === index);
    const value = Math.max(0, ...own.map(({ strength }) => strength));
    const terms = [
      { name: 'evidence_origin', value, weight: 5, spanIds: own.flatMap(({ spanIds }) => spanIds) },
    ];
    return { stepIndex: index, odds: Math.exp(5 * value), terms };
  });
  const total = scored.reduce((sum, { odds }) => sum + odds, 0);
  return scored
    .map(({ stepIndex, odds, terms }) => ({ stepIndex, probability: odds / total, terms }))
    .sort((a, b) => b.probability - a.probability || a.stepIndex - b.stepIndex);
}
