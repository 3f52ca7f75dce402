import type { EvidenceKind } from '@agent-attribution/semantic-conventions';
import type { Step, StepSequence } from '../graph/step.js';
import type { CandidateTerm } from '../report.js';
import type { Feature } from './feature.js';
import { termsOfJudge } from './judge.js';
import { observeRun } from './observe-run.js';
import type { ObservedRun } from './observe-run.js';
import type { BlameProfile, EvidenceGrade } from './profile.js';
import { provenanceOf } from './provenance.js';
import { RUN_FEATURES } from './run-features.js';
import { actionSignatures } from './spectrum.js';
import type { Spectrum } from './spectrum.js';
import { TRANSACTION_FEATURES } from './transaction-features.js';

/** Where the walk from a symptom of the failure ended. */
export interface SymptomOrigin {
  readonly stepIndex: number;
  /** 0..1: how much the symptom alone would lower the trust in the step. */
  readonly strength: number;
  readonly spanIds: readonly string[];
  readonly kind: EvidenceKind;
  /** Default `decisive`. */
  readonly grade?: EvidenceGrade;
}

export interface RankOptions {
  readonly profile: BlameProfile;
  /** Default: none; the term is then absent. */
  readonly symptoms?: readonly SymptomOrigin[];
  /** Suspiciousness of actions over other runs. Default: none; the term is then absent. */
  readonly spectrum?: Spectrum;
  /** Indexes of steps as a judge ranked them, the most likely first. Default: nobody was asked; the term is then absent. */
  readonly judged?: readonly number[];
  /** Look at structure only, not at any text. Default false. */
  readonly metadataOnly?: boolean;
}

export interface RankedStep {
  readonly stepIndex: number;
  readonly agentIndex: number;
  /** Softmax over all steps. */
  readonly probability: number;
  /** Those that hold, which are few of all: the logit is the sum of value x weight over them. */
  readonly terms: readonly CandidateTerm[];
}

export interface StepRanking {
  /** Every step, the most probable first; equal ones in order. */
  readonly candidates: readonly RankedStep[];
  readonly profile: BlameProfile['name'];
  /** Steps to which decisive evidence led. */
  readonly decisiveSteps: ReadonlySet<number>;
  /** Agents (their indexes) of whom any message could be read. */
  readonly readAgents: ReadonlySet<number>;
}

/** Name of the term that tells how far hard evidence led to the step. */
export const EVIDENCE_TERM = 'evidence_origin';

export const FEATURES: readonly Feature[] = [...RUN_FEATURES, ...TRANSACTION_FEATURES];

/**
 * Which step decided that a run failed: each step's reasons, within its strand of the run, weighed by a profile.
 *
 * @param strands - parts of the run that had nothing of one another; most runs are one
 * @example
 * const { candidates } = rankSteps([sequence], { profile: chooseProfile(sequence.steps) });
 * candidates[0]?.terms; // why
 */
export function rankSteps(strands: readonly StepSequence[], options: RankOptions): StepRanking {
  const { profile, metadataOnly = false } = options;
  const readAgents = new Set<number>();
  const scored = strands.flatMap((strand) => {
    const run = observeRun(strand, metadataOnly);
    for (const { step, isRead } of run.steps) if (isRead) readAgents.add(step.agentIndex);
    return scoreSteps(run, profile);
  });
  const steps = scored.map(({ step }) => step);
  const extraTerms = [
    evidenceTerms(steps, options),
    spectrumTerms(steps, options),
    judgeTerms(steps, options),
  ];
  for (const [position, { terms }] of scored.entries()) {
    for (const column of extraTerms) {
      const term = column?.[position];
      if (term !== undefined) terms.push(term);
    }
  }
  const probabilities = softmax(scored.map(({ terms }) => logitOf(terms)));
  const candidates = scored.map(({ step, terms }, position) => ({
    stepIndex: step.index,
    agentIndex: step.agentIndex,
    probability: probabilities[position] ?? 0,
    terms,
  }));
  candidates.sort((a, b) => b.probability - a.probability || a.stepIndex - b.stepIndex);
  return { candidates, profile: profile.name, decisiveSteps: decisiveSteps(options), readAgents };
}

/** The features of each step that the profile weighs. */
function scoreSteps(
  run: ObservedRun,
  { weights }: BlameProfile,
): readonly { readonly step: Step; readonly terms: CandidateTerm[] }[] {
  const context = { run, provenance: provenanceOf(run) };
  const columns = FEATURES.flatMap((feature) => {
    const weight = weights[feature.name];
    return weight === undefined ? [] : [{ feature, weight, values: feature.values(context) }];
  });
  return run.steps.map(({ step }, position) => {
    const terms: CandidateTerm[] = [];
    for (const { feature, weight, values } of columns) {
      const value = values[position] ?? 0;
      if (value !== 0) terms.push({ name: feature.name, value, weight, spanIds: spanIdsOf(step, feature) });
    }
    return { step, terms };
  });
}

/** The sum of value x weight, from which anybody can compute the probabilities again. */
export function logitOf(terms: readonly CandidateTerm[]): number {
  return terms.reduce((sum, { value, weight }) => sum + value * weight, 0);
}

function softmax(logits: readonly number[]): readonly number[] {
  const max = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  const odds = logits.map((logit) => Math.exp(logit - max));
  const total = odds.reduce((a, b) => a + b, 0);
  return odds.map((value) => value / total);
}

function spanIdsOf({ spanId, actions }: Step, { isOfActions }: Feature): readonly string[] {
  return isOfActions === true && actions.length > 0 ? actions.map((action) => action.spanId) : [spanId];
}

function decisiveSteps({ symptoms = [] }: RankOptions): ReadonlySet<number> {
  const decisive = symptoms.filter(({ grade = 'decisive' }) => grade === 'decisive');
  return new Set(decisive.map(({ stepIndex }) => stepIndex));
}

/** By position of the step; undefined where the term does not hold, or is not asked for. */
type TermColumn = readonly (CandidateTerm | undefined)[] | undefined;

/** The strongest origin of a step counts. */
function evidenceTerms(
  steps: readonly Step[],
  { symptoms = [], profile: { evidence } }: RankOptions,
): TermColumn {
  const originsOf = new Map<number, { strength: number; weight: number; spanIds: string[] }>();
  for (const { stepIndex, strength, grade = 'decisive', spanIds } of symptoms) {
    const weight = evidence[grade];
    if (weight === 0) continue;
    const origin = originsOf.get(stepIndex);
    if (origin === undefined) {
      originsOf.set(stepIndex, { strength, weight, spanIds: [...spanIds] });
      continue;
    }
    origin.spanIds.push(...spanIds);
    if (strength * weight > origin.strength * origin.weight) Object.assign(origin, { strength, weight });
  }
  if (originsOf.size === 0) return undefined;
  return steps.map(({ index }) => {
    const origin = originsOf.get(index);
    if (origin === undefined || origin.strength === 0) return undefined;
    const { strength, weight, spanIds } = origin;
    return { name: EVIDENCE_TERM, value: strength, weight, spanIds: [...new Set(spanIds)] };
  });
}

function spectrumTerms(steps: readonly Step[], { spectrum, profile }: RankOptions): TermColumn {
  return spectrum && steps.map((step) => spectrumTerm(step, spectrum, profile.spectrum));
}

function judgeTerms(steps: readonly Step[], { judged }: RankOptions): TermColumn {
  return judged && termsOfJudge(steps, judged);
}

function spectrumTerm(step: Step, spectrum: Spectrum, weight: number): CandidateTerm | undefined {
  const value = Math.max(0, ...actionSignatures(step).map((signature) => spectrum.get(signature) ?? 0));
  if (value === 0) return undefined;
  return { name: 'spectrum', value, weight, spanIds: step.actions.map(({ spanId }) => spanId) };
}
