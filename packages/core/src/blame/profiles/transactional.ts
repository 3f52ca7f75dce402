import type { BlameProfile } from '../profile.js';

/**
 * For a single agent whose tools change the world. Hand-set unit weights: no labelled runs of this kind were at hand, so
 * nothing here is fitted.
 */
export const TRANSACTIONAL: BlameProfile = {
  name: 'transactional',
  weights: {
    first_state_change: 1,
    failed_state_change: 1,
    ungrounded_arguments: 1,
    first_failing_action: 0.5,
    empty_result: 0.5,
    idle_opening: -1,
  },
  evidence: { decisive: 10, suggestive: 2, worked_around: 0.5 },
  spectrum: 1,
};
