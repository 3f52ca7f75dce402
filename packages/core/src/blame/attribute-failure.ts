import type { RunAnalysis } from '../analysis.js';
import { Dependencies } from '../graph/dependencies.js';
import type { RunStep } from '../graph/run-step.js';
import { groupBy } from '../group-by.js';
import type { ProfileName } from '../report.js';
import type { Signal } from '../outcome/signals.js';
import { agentBlame, probabilityByAgent } from './agent-blame.js';
import { chooseProfile } from './choose-profile.js';
import { coordinationOverhead, withOverhead } from './coordination-overhead.js';
import type { CoordinationBaseline, CoordinationOverhead } from './coordination-overhead.js';
import { confidenceOf } from './confidence.js';
import { locateStep } from './locate-step.js';
import type { BlameProfiles } from './profile.js';
import { suspectSteps } from './suspects.js';
import { rankSteps } from './rank-steps.js';
import type { RankedStep, RankOptions, StepRanking } from './rank-steps.js';
import { walkBack } from './walk.js';
import type { Origin } from './walk.js';

/** Who is to blame for a run that did not succeed, and what it rests on. */
export interface Blame {
  /** Every step, the most likely first; probabilities sum to 1. Empty when the run has no steps. */
  readonly ranking: readonly RankedStep[];
  readonly profile: ProfileName;
  /** Calibrated probability that the top step is the decisive one. */
  readonly confidence: number;
  readonly origins: readonly LocatedOrigin[];
  /** By assignment; sums to 1 unless the run has no steps. */
  readonly shareOf: ReadonlyMap<number, number>;
  /** The part of it that is due to coordination, where there is any. */
  readonly overhead: CoordinationOverhead | undefined;
}

export interface LocatedOrigin extends Origin {
  /** Index of the step where it began, or -1. */
  readonly step: number;
}

export interface BlameOptions extends Pick<RankOptions, 'metadataOnly' | 'spectrum' | 'judged'> {
  /** Weights to use instead of those that come with the engine. */
  readonly profiles?: Partial<BlameProfiles>;
  /** The regime of the run, where its structure does not tell. Default: by structure. */
  readonly profile?: ProfileName;
  /** What the agents' errors are compared with, to tell which part of the blame is due to coordination. */
  readonly coordination?: CoordinationBaseline;
}

export function attributeFailure(analysis: RunAnalysis, options: BlameOptions = {}): Blame {
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
    return { ...origin, step: locateStep(analysis, dependencies, origin) };
  });
  const decisive = origins.filter(({ symptom, step }) => step !== -1 && isDecisive(analysis, symptom));
  const suspects = suspectSteps(
    analysis,
    dependencies,
    decisive.map(({ symptom }) => symptom.instance),
  );
  const lastSteps = new Set(suspects.map(({ steps }) => steps.at(-1)?.index));
  const { profiles, profile, coordination, ...rest } = options;
  const ranking = rankSteps(suspects, {
    ...rest,
    profile: chooseProfile(
      suspects.flatMap((strand) => strand.steps),
      profiles,
      profile,
    ),
    symptoms: origins.flatMap((origin) => {
      const { step, strength, cause, symptom } = origin;
      if (step === -1) return [];
      const reached = analysis.steps.stepOf(symptom.node);
      const grade = decisive.includes(origin)
        ? 'decisive'
        : lastSteps.has(reached)
          ? 'suggestive'
          : 'worked_around';
      const spanIds = spanIdsOf(analysis, [cause, symptom]);
      return [{ stepIndex: step, strength, kind: symptom.kind, grade, spanIds }];
    }),
  });
  const overhead = ranking.candidates.length === 0 ? undefined : coordinationOverhead(analysis, coordination);
  return {
    ranking: ranking.candidates,
    profile: ranking.profile,
    confidence: confidenceIn(ranking, origins),
    origins,
    shareOf: withOverhead(shares(steps.steps, ranking), overhead),
    overhead,
  };
}

/** Where contents alone show the failure, the verdict is as sure as the check that saw it has earned, and never surer. */
function confidenceIn(ranking: StepRanking, origins: readonly LocatedOrigin[]): number {
  const earned = origins.map(({ symptom }) => (symptom.check === undefined ? 1 : symptom.strength));
  if (earned.length === 0 || earned.includes(1)) return confidenceOf(ranking);
  const atTop = origins.some(({ step }) => step === ranking.candidates[0]?.stepIndex);
  const most = Math.max(...earned);
  return atTop ? most : Math.min(most, confidenceOf(ranking));
}

/**
 * A tool that failed, or a result that reads like it, is weak evidence where its agent carried on and the run itself says
 * that it failed: agents meet errors on the way to any answer, and the one that shows the error is seldom the one that
 * caused it. Weakest when other steps followed. A timeout or a refusal stands for itself, and so does an error that
 * brought its agent down; and where nothing else says that the run failed, the error is all there is.
 */
function isDecisive({ graph, instances, statuses }: RunAnalysis, symptom: Signal): boolean {
  const { kind, node, instance, isLocal } = symptom;
  const isOfTool =
    kind === 'soft_error' || (kind === 'error' && graph.nodes[node]?.kind === 'tool_invocation');
  const agentSpan = instances.list[instance]?.agentSpan ?? -1;
  const agentFailed = agentSpan !== -1 && statuses.of(agentSpan).failed;
  const runFailed = statuses.of(graph.roots[0] ?? -1).failed;
  const standsForItself = isLocal && kind === 'error';
  return !isOfTool || standsForItself || agentFailed || !runFailed;
}

function spanIdsOf({ graph }: RunAnalysis, signals: readonly Signal[]): readonly string[] {
  const ids = signals.map(({ node }) => graph.nodes[node]?.span.spanId).filter((id) => id !== undefined);
  return [...new Set(ids)];
}

/** Each agent's blame, parted among its assignments as the probability of their steps. */
function shares(steps: readonly RunStep[], ranking: StepRanking): ReadonlyMap<number, number> {
  const ofAgent = agentBlame(ranking);
  const massOf = probabilityByAgent(ranking.candidates);
  const shareOf = new Map<number, number>();
  for (const { stepIndex, agentIndex, probability } of ranking.candidates) {
    const assignment = steps[stepIndex]?.assignment ?? -1;
    const part = probability / (massOf.get(agentIndex) ?? 1);
    shareOf.set(assignment, (shareOf.get(assignment) ?? 0) + part * (ofAgent.get(agentIndex) ?? 0));
  }
  return shareOf;
}
