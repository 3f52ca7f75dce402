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
  readonly evidence: Readonly<Record<EvidenceGrade, number>>;
  /** For the suspiciousness over other runs, 0..1, where it is given. */
  readonly spectrum: number;
}

/**
 * How much the step counts in which the walk from a symptom ended, times the symptom's strength.
 *
 * - `decisive`: a failed check, a failed criterion, an error by status. Outweighs all that content suggests.
 * - `suggestive`: a result that reads like an error and ended the run.
 * - `worked_around`: one after which the run went on.
 */
export type EvidenceGrade = 'decisive' | 'suggestive' | 'worked_around';

export type BlameProfiles = Readonly<Record<ProfileName, BlameProfile>>;
