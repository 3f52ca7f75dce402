/**
 * How often a finding of each check is right, 0..1: the lower end of the 95 % interval (Wilson) of the share that named the
 * right agent of a faulty run, among all that the check decided on generated runs of which half have a fault; times what
 * was left of that share on the first look at wordings that no check had been changed for. Written by `npm run fit:silent`.
 */
export const EARNED_PRECISION = {
  empty_output: 0.79,
  refusal: 0.79,
  passed_error: 0.79,
  placeholder: 0.81,
  cut_off: 0.81,
  wrong_format: 0.81,
  echoed_output: 0.81,
  nothing_carried: 0.81,
  unknown_names: 0.81,
  unfounded_figures: 0.81,
  lost_figures: 0.81,
  rejected_by_later: 0.81,
} as const;

export type CheckId = keyof typeof EARNED_PRECISION;
