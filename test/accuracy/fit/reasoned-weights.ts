/**
 * What one would say before seeing any data: a reason that names the step counts 1, one that only hints at it counts a
 * half. The fit moves them as far as the labelled runs insist.
 */
export const REASONED_WEIGHTS = {
  first_action: 1,
  first_failing_action: 0.5,
  empty_result: 0.5,
  orchestrator: -1,
  idle_opening: -1,
  placeholder: 1,
  introduces_answer: 1,
  answer_share: 1,
} as const;

export type FittedFeature = keyof typeof REASONED_WEIGHTS;

export const FITTED_FEATURES: readonly FittedFeature[] = Object.keys(REASONED_WEIGHTS) as FittedFeature[];
