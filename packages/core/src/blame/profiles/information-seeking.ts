import type { BlameProfile } from '../profile.js';

/**
 * For agents that find something out and pass it on. The weights are those of `npm run fit`: a listwise logit over the
 * steps of 184 labelled runs, each data set with the same total weight, bounded to the
 * features' signs and pulled (L2, lambda 30) towards what one would say before seeing data: 1 for a reason that names the
 * step, a half for one that hints at it. How they were measured, and what was tried besides: `docs/accuracy.md`.
 */
export const INFORMATION_SEEKING: BlameProfile = {
  name: 'information_seeking',
  weights: {
    first_action: 0.939,
    first_failing_action: 0.598,
    empty_result: 0.509,
    orchestrator: -1.058,
    idle_opening: -1.043,
    placeholder: 0.994,
    introduces_answer: 0.877,
    answer_share: 0.941,
  },
  evidence: { decisive: 10, suggestive: 2, worked_around: 0 },
  spectrum: 1,
};
