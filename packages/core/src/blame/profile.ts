import type { ProfileName } from '../report.js';
import type { FeatureName } from './feature.js';

/**
 * How much each reason counts, as data: a step's logit is the sum of value x weight, and the probability of a step is the
 * softmax of the logits. Every value lies between 0 and 1 and is used as it is, so nothing is left to standardise.
 */
export interface BlameProfile {
  readonly name: ProfileName;
  /** Features without a weight are not computed. */
  readonly weights: Readonly<Partial<Record<FeatureName, number>>>;
  readonly evidence: EvidenceWeights;
  /** For the suspiciousness over other runs, 0..1, where it is given. */
  readonly spectrum: number;
}

/** Weights of the steps in which the walk from a symptom ended, times the symptom's strength. */
export interface EvidenceWeights {
  /** A failed check, a failed criterion, an error that nothing made up for: decides over what the content suggests. */
  readonly standing: number;
  /** A result that reads like an error, after which the run went on: agents print errors on the way to any answer. */
  readonly workedAround: number;
}

export type BlameProfiles = Readonly<Record<ProfileName, BlameProfile>>;
