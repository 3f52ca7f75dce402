import type { RunAnalysis } from '../analysis.js';
import { Dependencies } from '../graph/dependencies.js';
import type { RunStep } from '../graph/run-step.js';
import { groupBy } from '../group-by.js';
import type { Signal } from '../outcome/signals.js';
import { locateStep } from './locate-step.js';
import { rankSteps } from './provisional-ranking.js';
import type { RankedStep } from './provisional-ranking.js';
import { walkBack } from './walk.js';
import type { Origin } from './walk.js';

/** Who is to blame for a run that did not succeed, and what it rests on. */
export interface Blame {
  /** Every step, the most likely first; probabilities sum to 1. Empty when the run has no steps. */
  readonly ranking: readonly RankedStep[];
  readonly origins: readonly LocatedOrigin[];
  /** By assignment; sums to 1 unless the run has no steps. */
  readonly shareOf: ReadonlyMap<number, number>;
}

export interface LocatedOrigin extends Origin {
  /** Index of the step where it began, or -1. */
  readonly step: number;
}

export function attributeFailure(analysis: RunAnalysis): Blame {
  const { graph, instances, checks, signals, result, steps } = analysis;
  const dependencies = new Dependencies(graph, instances);
  const byInstance = groupBy(signals, ({ instance }) => instance);
  const signalsOf = (instance: number): readonly Signal[] => byInstance.get(instance) ?? [];
  const passedGate = new Set(
    checks.flatMap(({ kind, passed, subject }) =>
      kind === 'quality_check' && passed === true ? [subject] : [],
    ),
  );
  const origins = result.symptoms.map((symptom): LocatedOrigin => {
    const origin = walkBack(symptom, signalsOf, dependencies, passedGate);
    return { ...origin, step: locateStep(analysis, origin) };
  });
  const ranking = rankSteps(steps, {
    symptoms: origins.flatMap(({ step, strength, cause, symptom }) =>
      step === -1 ? [] : [{ stepIndex: step, strength, spanIds: spanIdsOf(analysis, [cause, symptom]) }],
    ),
  });
  return { ranking, origins, shareOf: shares(steps.steps, ranking) };
}

function spanIdsOf({ graph }: RunAnalysis, signals: readonly Signal[]): readonly string[] {
  const ids = signals.map(({ node }) => graph.nodes[node]?.span.spanId).filter((id) => id !== undefined);
  return [...new Set(ids)];
}

function shares(steps: readonly RunStep[], ranking: readonly RankedStep[]): ReadonlyMap<number, number> {
  const shareOf = new Map<number, number>();
  for (const { stepIndex, probability } of ranking) {
    const assignment = steps[stepIndex]?.assignment ?? -1;
    shareOf.set(assignment, (shareOf.get(assignment) ?? 0) + probability);
  }
  return shareOf;
}
