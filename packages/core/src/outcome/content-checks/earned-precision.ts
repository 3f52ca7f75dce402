/**
 * How often a finding of each check is right, 0..1: the lower end of the 95 % interval (Wilson) of the share that named the
 * right agent of a faulty run, among all that the check decided on generated runs of which half have a fault; times what
 * was left of that share on the first look at wordings that no check had been changed for. Written by `npm run fit:silent`.
 */
export const EARNED_PRECISION = {
  empty_output: 0.91,
  refusal: 0.91,
  passed_error: 0.91,
  placeholder: 0.93,
  cut_off: 0.93,
  wrong_format: 0.93,
  echoed_output: 0.93,
  nothing_carried: 0.93,
  unknown_names: 0.93,
  unfounded_figures: 0.93,
  lost_figures: 0.93,
  rejected_by_later: 0.93,
} as const;

export type CheckId = keyof typeof EARNED_PRECISION;
