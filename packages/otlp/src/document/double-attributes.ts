import {
  ATTRIBUTION_EVENT_ATTRIBUTE,
  ATTRIBUTION_INPUT,
  ATTRIBUTION_OUTPUT,
  GEN_AI,
} from '@agent-attribution/semantic-conventions';

/**
 * Attributes that the conventions declare as doubles. JavaScript does not tell 1 from 1.0; written as an integer now and
 * as a double then, an attribute would change its type from span to span, which stores with typed columns refuse.
 */
export const DOUBLE_ATTRIBUTES: ReadonlySet<string> = new Set<string>([
  ATTRIBUTION_INPUT.confidence,
  ATTRIBUTION_INPUT.relevanceScore,
  ATTRIBUTION_INPUT.checkConfidence,
  ATTRIBUTION_INPUT.checkLimit,
  ATTRIBUTION_INPUT.checkUsed,
  ATTRIBUTION_INPUT.checkRepetitionRatio,
  ATTRIBUTION_INPUT.validationScore,
  ATTRIBUTION_INPUT.responseQualityScore,
  ATTRIBUTION_OUTPUT.rootCauseConfidence,
  ATTRIBUTION_OUTPUT.contributionScore,
  ATTRIBUTION_OUTPUT.contributionBlameShare,
  ATTRIBUTION_OUTPUT.contributionCreditShare,
  ATTRIBUTION_OUTPUT.stepProbability,
  ATTRIBUTION_EVENT_ATTRIBUTE.stepConfidence,
  ATTRIBUTION_EVENT_ATTRIBUTE.observationConfidence,
  GEN_AI.evaluationScoreValue,
]);
